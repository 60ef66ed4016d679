package dev.waypoint.sdk.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes fields from the components of a record. */
final class Fields {
  private Fields() {}

  static Field of(RecordComponent component) {
    Type declared = component.getGenericType();
    boolean optional = isA(declared, Optional.class);
    Type type = optional ? argument(declared) : declared;
    Optional<Conversion> conversion = Conversions.of(type);
    return conversion.isPresent()
        ? attribute(component, conversion.get(), optional)
        : block(component, type, optional);
  }

  private static Field attribute(
      RecordComponent component, Conversion conversion, boolean optional) {
    Optional<String> text = annotation(component.getAnnotation(Default.class));
    Object absent = absent(component, conversion, optional, text);
    Attribute attribute =
        new Attribute(
            name(component),
            conversion.type(),
            absent == null || component.isAnnotationPresent(Required.class),
            component.isAnnotationPresent(Sensitive.class),
            text,
            conversion.allowed(),
            doc(component));
    return new AttributeField(attribute, conversion, optional, absent);
  }

  private static Object absent(
      RecordComponent component, Conversion conversion, boolean optional, Optional<String> text) {
    if (text.isPresent()) {
      try {
        Object value = conversion.convert(text.get());
        return optional ? Optional.of(value) : value;
      } catch (IllegalArgumentException e) {
        throw defect(
            component, "has the default \"%s\", which %s".formatted(text.get(), e.getMessage()));
      }
    }
    if (optional) {
      return Optional.empty();
    }
    return switch (conversion.type()) {
      case LIST_OF_STRING -> List.of();
      case MAP_OF_STRING -> Map.of();
      case STRING, NUMBER, BOOL -> null;
    };
  }

  private static Field block(RecordComponent component, Type type, boolean optional) {
    boolean repeated = isA(type, List.class);
    Type body = repeated ? argument(type) : type;
    if (!(body instanceof Class<?> record) || !record.isRecord()) {
      throw defect(component, "has the type %s, which no configuration can have".formatted(type));
    }
    RecordConfig<?> config = RecordConfig.of(record.asSubclass(Record.class));
    boolean required = repeated ? component.isAnnotationPresent(Required.class) : !optional;
    Block block = new Block(name(component), required, repeated, doc(component), config.schema());
    return new BlockField(block, config, optional);
  }

  private static String name(RecordComponent component) {
    Name name = component.getAnnotation(Name.class);
    return name != null
        ? name.value()
        : component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String doc(RecordComponent component) {
    Doc doc = component.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  private static Optional<String> annotation(Default value) {
    return Optional.ofNullable(value).map(Default::value);
  }

  private static boolean isA(Type type, Class<?> raw) {
    return type instanceof ParameterizedType parameterized && parameterized.getRawType() == raw;
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }

  private static IllegalArgumentException defect(RecordComponent component, String what) {
    return new IllegalArgumentException(
        "%s.%s %s".formatted(component.getDeclaringRecord().getName(), component.getName(), what));
  }
}
