package dev.waypoint.hcl.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which types convert to which, and what several types have in common. */
final class Unification {
  private Unification() {}

  /**
   * Whether values of a type can be converted.
   *
   * @param lossy whether conversions count that fail for some values
   */
  static boolean convertible(Type source, Type target, boolean lossy) {
    if (source.equals(target) || target == Type.DYNAMIC || source == Type.DYNAMIC) {
      return true;
    }
    return switch (target) {
      case Type.Primitive primitive -> toPrimitive(source, primitive, lossy);
      case Type.ListType list -> toSequence(source, list.element(), lossy);
      case Type.SetType set ->
          (lossy || !(source instanceof Type.ListType)) && toSequence(source, set.element(), lossy);
      case Type.MapType map -> toMap(source, map.element(), lossy);
      case Type.TupleType tuple -> toTuple(source, tuple, lossy);
      case Type.ObjectType object -> toObject(source, object, lossy);
      case Type.Dynamic _, Type.CapsuleType _ -> false;
    };
  }

  private static boolean toPrimitive(Type source, Type.Primitive target, boolean lossy) {
    if (!source.isPrimitive()) {
      return false;
    }
    return target == Type.STRING || (lossy && source == Type.STRING);
  }

  private static boolean toSequence(Type source, Type element, boolean lossy) {
    return switch (source) {
      case Type.ListType list -> convertible(list.element(), element, lossy);
      case Type.SetType set -> convertible(set.element(), element, lossy);
      case Type.TupleType tuple -> allTo(tuple.elements(), element, lossy);
      case Type.Primitive _,
          Type.Dynamic _,
          Type.MapType _,
          Type.ObjectType _,
          Type.CapsuleType _ ->
          false;
    };
  }

  private static boolean toMap(Type source, Type element, boolean lossy) {
    return switch (source) {
      case Type.MapType map -> convertible(map.element(), element, lossy);
      case Type.ObjectType object ->
          allTo(List.copyOf(object.attributes().values()), element, lossy);
      case Type.Primitive _,
          Type.Dynamic _,
          Type.ListType _,
          Type.SetType _,
          Type.TupleType _,
          Type.CapsuleType _ ->
          false;
    };
  }

  private static boolean allTo(List<Type> sources, Type element, boolean lossy) {
    if (element == Type.DYNAMIC) {
      return unify(sources).isPresent();
    }
    return sources.stream().allMatch(source -> convertible(source, element, lossy));
  }

  private static boolean toTuple(Type source, Type.TupleType target, boolean lossy) {
    if (!(source instanceof Type.TupleType tuple)
        || tuple.elements().size() != target.elements().size()) {
      return false;
    }
    for (int i = 0; i < target.elements().size(); i++) {
      if (!convertible(tuple.elements().get(i), target.elements().get(i), lossy)) {
        return false;
      }
    }
    return true;
  }

  private static boolean toObject(Type source, Type.ObjectType target, boolean lossy) {
    if (source instanceof Type.MapType map) {
      return lossy
          && target.attributes().values().stream()
              .allMatch(attribute -> convertible(map.element(), attribute, true));
    }
    if (!(source instanceof Type.ObjectType object)) {
      return false;
    }
    for (Map.Entry<String, Type> attribute : target.attributes().entrySet()) {
      Type present = object.attributes().get(attribute.getKey());
      boolean fits =
          present == null
              ? target.optional().contains(attribute.getKey())
              : convertible(present, attribute.getValue(), lossy);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Like {@link #unify} for the types of values, where a null without a type fits any type. */
  static Optional<Type> unifyValues(List<Value> values) {
    List<Type> types =
        values.stream()
            .filter(value -> !(value.isNull() && value.type() == Type.DYNAMIC))
            .map(Value::type)
            .toList();
    return unify(types);
  }

  static Optional<Type> unify(List<Type> types) {
    List<Type> all = types.stream().distinct().toList();
    List<Type> distinct = all.stream().filter(type -> type != Type.DYNAMIC).toList();
    boolean dynamic = distinct.size() < all.size();
    if (all.size() <= 1) {
      return Optional.of(all.isEmpty() ? Type.DYNAMIC : all.getFirst());
    }
    if (dynamic && !distinct.getFirst().isPrimitive() && sameKind(distinct)) {
      return Optional.of(Type.DYNAMIC);
    }
    if (distinct.stream().anyMatch(Type.TupleType.class::isInstance)
        && distinct.stream().anyMatch(Type.ObjectType.class::isInstance)) {
      return Optional.empty();
    }
    Optional<Type> common =
        distinct.size() == 1 ? Optional.of(distinct.getFirst()) : typed(distinct);
    return (common.isEmpty() && dynamic ? Optional.<Type>of(Type.DYNAMIC) : common)
        .filter(type -> all.stream().allMatch(source -> convertible(source, type, true)));
  }

  private static boolean sameKind(List<Type> types) {
    return types.stream().allMatch(type -> type.getClass() == types.getFirst().getClass());
  }

  private static boolean among(List<Type> types, Class<?> kind, Class<?> other) {
    return types.stream().anyMatch(kind::isInstance)
        && types.stream().allMatch(type -> kind.isInstance(type) || other.isInstance(type));
  }

  private static Optional<Type> typed(List<Type> types) {
    if (types.stream().allMatch(Type.ObjectType.class::isInstance)) {
      return unifyObjects(types.stream().map(Type.ObjectType.class::cast).toList());
    }
    if (types.stream().allMatch(Type.TupleType.class::isInstance)) {
      return unifyTuples(types.stream().map(Type.TupleType.class::cast).toList());
    }
    if (among(types, Type.ListType.class, Type.TupleType.class)) {
      return unify(elementTypes(types)).map(Type::list);
    }
    if (among(types, Type.MapType.class, Type.ObjectType.class)) {
      return unify(elementTypes(types)).map(Type::map);
    }
    if (types.stream().allMatch(Type.SetType.class::isInstance)) {
      return unify(elementTypes(types)).map(Type::set);
    }
    Optional<Type> safe = target(types, false);
    return safe.isPresent() ? safe : target(types, true);
  }

  private static List<Type> elementTypes(List<Type> types) {
    return types.stream().flatMap(type -> elementTypes(type).stream()).toList();
  }

  private static List<Type> elementTypes(Type type) {
    return switch (type) {
      case Type.TupleType tuple -> tuple.elements();
      case Type.ObjectType object -> List.copyOf(object.attributes().values());
      case Type.ListType _, Type.SetType _, Type.MapType _ -> List.of(type.elementType());
      case Type.Primitive _, Type.Dynamic _, Type.CapsuleType _ -> List.of();
    };
  }

  /** The first of the types that all can be converted to; lists come before other types. */
  private static Optional<Type> target(List<Type> types, boolean lossy) {
    return types.stream()
        .sorted(Comparator.comparing(type -> !(type instanceof Type.ListType)))
        .filter(type -> types.stream().allMatch(source -> convertible(source, type, lossy)))
        .findFirst();
  }

  private static Optional<Type> unifyObjects(List<Type.ObjectType> types) {
    boolean sameNames =
        types.stream().map(type -> new HashSet<>(type.attributes().keySet())).distinct().count()
            == 1;
    if (!sameNames) {
      List<Type> all = types.stream().flatMap(type -> type.attributes().values().stream()).toList();
      return unify(all).map(Type::map);
    }
    Map<String, Type> attributes = new TreeMap<>(CodePointOrder.INSTANCE);
    for (String name : types.getFirst().attributes().keySet()) {
      Optional<Type> common = unify(types.stream().map(t -> t.attributes().get(name)).toList());
      if (common.isEmpty()) {
        return Optional.empty();
      }
      attributes.put(name, common.get());
    }
    return Optional.of(Type.object(attributes));
  }

  private static Optional<Type> unifyTuples(List<Type.TupleType> types) {
    int length = types.getFirst().elements().size();
    if (types.stream().anyMatch(type -> type.elements().size() != length)) {
      return unify(types.stream().flatMap(type -> type.elements().stream()).toList())
          .map(Type::list);
    }
    List<Type> elements = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      int at = i;
      Optional<Type> common = unify(types.stream().map(t -> t.elements().get(at)).toList());
      if (common.isEmpty()) {
        return Optional.empty();
      }
      elements.add(common.get());
    }
    return Optional.of(Type.tuple(elements));
  }
}
