package dev.waypoint.sdk.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A configuration described by a record: each component is an attribute or a block.
 *
 * <pre>{@code
 * record Config(
 *     @Doc("The image to run") String image,
 *     @Doc("Where it listens") @Default("8080") int port,
 *     @Doc("How long to wait for it") @Default("30s") Duration timeout,
 *     @Doc("Its environment") Map<String, String> staticEnvironment,
 *     @Doc("How its health is asked") Optional<Check> check) {
 *   record Check(String path) {}
 * }
 * }</pre>
 *
 * reads {@code image = "x"}, {@code static_environment = { A = "1" }} and {@code check { path = "/"
 * }}. The rules:
 *
 * <ul>
 *   <li>the name is the component's in snake case, or {@link Name}'s;
 *   <li>types of attributes: {@code String}, {@code int}, {@code long}, {@code double}, {@code
 *       boolean} and their boxes, {@link java.time.Duration} (written as {@code "1h30m"}), enums
 *       (written in lower case, with _ or -), {@code List<String>}, {@code Map<String, String>};
 *   <li>types of blocks: another record, or a {@code List} of one for a block that may be repeated;
 *   <li>an attribute or block is required unless its type is {@link java.util.Optional}, it has a
 *       {@link Default}, or it is a list or map, which is then empty (unless {@link Required});
 *   <li>where HCL converts by itself, this does too: {@code "8080"} is a number, {@code 1} is text;
 *   <li>an {@link IllegalArgumentException} of the record's constructor is a problem of the block.
 * </ul>
 *
 * @param <C> the record
 */
public final class RecordConfig<C extends Record> {
  private final Constructor<C> constructor;
  private final List<Field> fields;

  private RecordConfig(Constructor<C> constructor, List<Field> fields) {
    this.constructor = constructor;
    this.fields = fields;
  }

  /**
   * @throws IllegalArgumentException if a component has an unsupported type or default: a defect of
   *     the plugin, whose message names record and component
   */
  public static <C extends Record> RecordConfig<C> of(Class<C> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Constructor<C> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new RecordConfig<>(constructor, Arrays.stream(components).map(Fields::of).toList());
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("%s has no canonical constructor".formatted(type), e);
    }
  }

  public ConfigSchema schema() {
    List<Attribute> attributes = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (Field field : fields) {
      switch (field) {
        case AttributeField attribute -> attributes.add(attribute.attribute());
        case BlockField block -> blocks.add(block.block());
      }
    }
    return new ConfigSchema(attributes, blocks);
  }

  /**
   * Makes the record.
   *
   * @param values by name. Of attributes: {@link String}, {@link Number}, {@link Boolean}, {@link
   *     List}, {@link Map}; null counts as left out. Of blocks: a {@link Map} like this one, or a
   *     {@link List} of such
   * @throws ConfigException with all problems that were found
   */
  public C bind(Map<String, ?> values) throws ConfigException {
    return bind(values, Function.identity());
  }

  /**
   * Makes the record and something from it.
   *
   * @param factory may refuse the record by {@link IllegalArgumentException}
   * @throws ConfigException with all problems that were found
   */
  public <T> T bind(Map<String, ?> values, Function<C, T> factory) throws ConfigException {
    Problems problems = new Problems();
    C config = bind(values, List.of(), problems);
    problems.throwIfAny();
    try {
      return factory.apply(config);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(new ConfigProblem(List.of(), e.getMessage())));
    }
  }

  /** Answers null if there are problems. */
  C bind(Map<String, ?> values, List<String> path, Problems problems) {
    int before = problems.count();
    for (String name : values.keySet()) {
      if (fields.stream().noneMatch(field -> field.name().equals(name))) {
        problems.add(
            path, name, Suggestions.unknown(fields.stream().map(Field::name).toList(), name));
      }
    }
    Object[] arguments =
        fields.stream()
            .map(field -> field.bind(values.get(field.name()), path, problems))
            .toArray();
    return problems.count() == before ? construct(arguments, path, problems) : null;
  }

  private C construct(Object[] arguments, List<String> path, Problems problems) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        problems.add(path, refused.getMessage());
        return null;
      }
      throw new IllegalStateException("cannot make a " + constructor.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + constructor.getName(), e);
    }
  }
}
