package dev.waypoint.sdk;

import static java.util.Objects.requireNonNull;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.ConfigSchema;
import dev.waypoint.sdk.config.RecordConfig;
import java.util.Map;
import java.util.function.Function;

/**
 * One part of a plugin, not yet configured.
 *
 * @param <T> {@link dev.waypoint.sdk.component.Builder}, {@link
 *     dev.waypoint.sdk.component.Platform}, {@link dev.waypoint.sdk.task.TaskLauncher} …
 */
public final class Component<T> {
  /** The configuration of a component that has none. */
  private record NoConfig() {}

  private final ConfigSchema schema;
  private final Creation<?> check;
  private final Creation<T> creation;

  private Component(ConfigSchema schema, Creation<?> check, Creation<T> creation) {
    this.schema = schema;
    this.check = check;
    this.creation = creation;
  }

  /**
   * A component that is configured by a record.
   *
   * @param config see {@link RecordConfig} for the types it may have
   * @param factory makes the component; it must not connect to anything. An {@link
   *     IllegalArgumentException} from it, as from the record's constructor, becomes a {@link
   *     ConfigException} with the same message
   * @throws IllegalArgumentException if the record has a component of an unsupported type
   */
  public static <C extends Record, T> Component<T> of(Class<C> config, Function<C, T> factory) {
    RecordConfig<C> record = RecordConfig.of(config);
    requireNonNull(factory, "factory is null");
    return new Component<>(
        record.schema(),
        values -> record.bind(values, Function.identity()),
        values -> record.bind(values, factory));
  }

  /** A component without any configuration. */
  public static <T> Component<T> of(T component) {
    requireNonNull(component, "component is null");
    return of(NoConfig.class, _ -> component);
  }

  /** What may stand in this component's configuration. */
  public ConfigSchema schema() {
    return schema;
  }

  /**
   * Checks the values by themselves, without what the component would look for on this machine:
   * they may be meant for another.
   *
   * @param values by attribute's or block's name: see {@link RecordConfig#bind}
   * @throws ConfigException if a value is missing, unknown or wrong; it names all such values
   */
  public void check(Map<String, ?> values) throws ConfigException {
    check.create(values);
  }

  /**
   * Checks the values and makes the component. Connects to nothing, blocks on nothing.
   *
   * @param values by attribute's or block's name: see {@link RecordConfig#bind}
   * @throws ConfigException if a value is missing, unknown or wrong; it names all such values
   */
  public T create(Map<String, ?> values) throws ConfigException {
    return creation.create(values);
  }

  @FunctionalInterface
  private interface Creation<T> {
    T create(Map<String, ?> values) throws ConfigException;
  }
}
