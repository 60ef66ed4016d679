package dev.waypoint.hcl.value;

import java.util.ArrayList;
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
      case Type.SetType set -> toSequence(source, set.element(), lossy);
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

  /** Fills the dynamic parts of a target from the type that is converted to it. */
  static Type resolve(Type source, Type target) {
    if (!target.hasDynamic() || source == Type.DYNAMIC) {
      return target;
    }
    return switch (target) {
      case Type.Dynamic _ -> source;
      case Type.ListType list -> Type.list(resolveElement(source, list.element()));
      case Type.SetType set -> Type.set(resolveElement(source, set.element()));
      case Type.MapType map -> Type.map(resolveElement(source, map.element()));
      case Type.TupleType tuple -> {
        List<Type> elements = new ArrayList<>();
        for (int i = 0; i < tuple.elements().size(); i++) {
          Type element = ((Type.TupleType) source).elements().get(i);
          elements.add(resolve(element, tuple.elements().get(i)));
        }
        yield Type.tuple(elements);
      }
      case Type.ObjectType object -> {
        Map<String, Type> attributes = new TreeMap<>(CodePointOrder.INSTANCE);
        object
            .attributes()
            .forEach((name, type) -> attributes.put(name, resolve(memberType(source, name), type)));
        yield Type.object(attributes);
      }
      case Type.Primitive _, Type.CapsuleType _ -> target;
    };
  }

  private static Type memberType(Type source, String name) {
    if (source instanceof Type.ObjectType object) {
      return object.attributes().getOrDefault(name, Type.DYNAMIC);
    }
    return source.elementType();
  }

  private static Type resolveElement(Type source, Type element) {
    List<Type> sources =
        switch (source) {
          case Type.TupleType tuple -> tuple.elements();
          case Type.ObjectType object -> List.copyOf(object.attributes().values());
          case Type.Primitive _,
              Type.Dynamic _,
              Type.ListType _,
              Type.SetType _,
              Type.MapType _,
              Type.CapsuleType _ ->
              List.of(source.elementType());
        };
    List<Type> resolved = sources.stream().map(type -> resolve(type, element)).toList();
    return resolved.isEmpty() ? element : unify(resolved).orElse(Type.DYNAMIC);
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
    List<Type> distinct = types.stream().distinct().toList();
    if (distinct.size() <= 1) {
      return Optional.of(distinct.isEmpty() ? Type.DYNAMIC : distinct.getFirst());
    }
    if (distinct.contains(Type.DYNAMIC)) {
      return Optional.of(Type.DYNAMIC);
    }
    if (distinct.stream().allMatch(Type.ObjectType.class::isInstance)) {
      return unifyObjects(distinct.stream().map(Type.ObjectType.class::cast).toList());
    }
    if (distinct.stream().allMatch(Type.TupleType.class::isInstance)) {
      return unifyTuples(distinct.stream().map(Type.TupleType.class::cast).toList());
    }
    Optional<Type> collection = unifyCollections(distinct);
    if (collection.isPresent()) {
      return collection;
    }
    Optional<Type> safe = target(distinct, false);
    return safe.isPresent() ? safe : target(distinct, true);
  }

  private static Optional<Type> target(List<Type> types, boolean lossy) {
    return types.stream()
        .filter(type -> types.stream().allMatch(source -> convertible(source, type, lossy)))
        .findFirst();
  }

  private static Optional<Type> unifyCollections(List<Type> types) {
    boolean sameKind =
        types.getFirst().isCollection()
            && types.stream().allMatch(type -> type.getClass() == types.getFirst().getClass());
    if (!sameKind) {
      return Optional.empty();
    }
    return unify(types.stream().map(Type::elementType).toList())
        .map(
            element ->
                switch (types.getFirst()) {
                  case Type.ListType _ -> Type.list(element);
                  case Type.SetType _ -> Type.set(element);
                  case Type.MapType _ -> Type.map(element);
                  case Type.Primitive _,
                      Type.Dynamic _,
                      Type.TupleType _,
                      Type.ObjectType _,
                      Type.CapsuleType _ ->
                      Type.DYNAMIC;
                });
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
