package dev.waypoint.hcl.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The type of a {@link Value}. Types are immutable and compare by structure; a capsule type
 * compares by its name and its Java class.
 */
public sealed interface Type {
  /** Unicode text. */
  Type STRING = Primitive.STRING;

  /** Number, see {@link HclNumber}. */
  Type NUMBER = Primitive.NUMBER;

  /** Truth value. */
  Type BOOL = Primitive.BOOL;

  /** Stands for any type: the type is not known yet, or a constraint accepts everything. */
  Type DYNAMIC = Dynamic.DYNAMIC;

  /** The object type without attributes. */
  Type EMPTY_OBJECT = object(Map.of());

  /** The tuple type without elements. */
  Type EMPTY_TUPLE = tuple(List.of());

  /** The name used in messages for people, such as {@code list of string}. */
  String friendlyName();

  /** Like {@link #friendlyName()}, for a type that acts as a constraint. */
  default String constraintName() {
    return friendlyName();
  }

  /** Whether the type is, or contains, {@link #DYNAMIC}. */
  boolean hasDynamic();

  /** A list with elements of one type. */
  static Type list(Type element) {
    return new ListType(element);
  }

  /** A set with elements of one type. */
  static Type set(Type element) {
    return new SetType(element);
  }

  /** A map from strings to values of one type. */
  static Type map(Type element) {
    return new MapType(element);
  }

  /** A tuple: a sequence with one type for each position. */
  static Type tuple(List<Type> elements) {
    return new TupleType(elements);
  }

  /** An object: named attributes with one type each. */
  static Type object(Map<String, Type> attributes) {
    return new ObjectType(attributes, Set.of());
  }

  /** An object whose named attributes may be absent when a value is converted to it. */
  static Type object(Map<String, Type> attributes, Set<String> optional) {
    return new ObjectType(attributes, optional);
  }

  /** Whether the type is a string, number or bool. */
  default boolean isPrimitive() {
    return this instanceof Primitive;
  }

  /** Whether the type is a list, set or map. */
  default boolean isCollection() {
    return this instanceof ListType || this instanceof SetType || this instanceof MapType;
  }

  /** Whether values of the type are ordered by position: list, set or tuple. */
  default boolean isSequence() {
    return this instanceof ListType || this instanceof SetType || this instanceof TupleType;
  }

  /** Whether values of the type have string keys: map or object. */
  default boolean isKeyed() {
    return this instanceof MapType || this instanceof ObjectType;
  }

  /** The element type of a list, set or map. */
  default Type elementType() {
    return switch (this) {
      case ListType list -> list.element();
      case SetType set -> set.element();
      case MapType map -> map.element();
      case Primitive _, Dynamic _, TupleType _, ObjectType _, CapsuleType _ ->
          throw new IllegalStateException("a " + friendlyName() + " has no single element type");
    };
  }

  /** String, number and bool. */
  enum Primitive implements Type {
    STRING("string"),
    NUMBER("number"),
    BOOL("bool");

    private final String word;

    Primitive(String word) {
      this.word = word;
    }

    @Override
    public String friendlyName() {
      return word;
    }

    @Override
    public boolean hasDynamic() {
      return false;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** The type of {@link Type#DYNAMIC}. */
  enum Dynamic implements Type {
    DYNAMIC;

    @Override
    public String friendlyName() {
      return "dynamic";
    }

    @Override
    public String constraintName() {
      return "any type";
    }

    @Override
    public boolean hasDynamic() {
      return true;
    }

    @Override
    public String toString() {
      return "any";
    }
  }

  /** An ordered collection. */
  record ListType(Type element) implements Type {
    public ListType {
      Objects.requireNonNull(element, "element is null");
    }

    @Override
    public String friendlyName() {
      return "list of " + element.friendlyName();
    }

    @Override
    public String constraintName() {
      return "list of " + elementConstraint(element);
    }

    @Override
    public boolean hasDynamic() {
      return element.hasDynamic();
    }

    @Override
    public String toString() {
      return "list(" + element + ")";
    }
  }

  /** A collection of distinct elements, iterated in the order of the values. */
  record SetType(Type element) implements Type {
    public SetType {
      Objects.requireNonNull(element, "element is null");
    }

    @Override
    public String friendlyName() {
      return "set of " + element.friendlyName();
    }

    @Override
    public String constraintName() {
      return "set of " + elementConstraint(element);
    }

    @Override
    public boolean hasDynamic() {
      return element.hasDynamic();
    }

    @Override
    public String toString() {
      return "set(" + element + ")";
    }
  }

  /** A collection with string keys. */
  record MapType(Type element) implements Type {
    public MapType {
      Objects.requireNonNull(element, "element is null");
    }

    @Override
    public String friendlyName() {
      return "map of " + element.friendlyName();
    }

    @Override
    public String constraintName() {
      return "map of " + elementConstraint(element);
    }

    @Override
    public boolean hasDynamic() {
      return element.hasDynamic();
    }

    @Override
    public String toString() {
      return "map(" + element + ")";
    }
  }

  /** A sequence with a type for each position. */
  record TupleType(List<Type> elements) implements Type {
    public TupleType {
      elements = List.copyOf(elements);
    }

    @Override
    public String friendlyName() {
      return "tuple";
    }

    @Override
    public boolean hasDynamic() {
      return elements.stream().anyMatch(Type::hasDynamic);
    }

    @Override
    public String toString() {
      List<String> texts = new ArrayList<>(elements.size());
      elements.forEach(element -> texts.add(element.toString()));
      return "tuple([" + String.join(",", texts) + "])";
    }
  }

  /** Named attributes, iterated in the order of their names. */
  record ObjectType(Map<String, Type> attributes, Set<String> optional) implements Type {
    public ObjectType {
      TreeMap<String, Type> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
      sorted.putAll(attributes);
      attributes = java.util.Collections.unmodifiableSortedMap(sorted);
      optional = Set.copyOf(optional);
    }

    @Override
    public String friendlyName() {
      return "object";
    }

    @Override
    public boolean hasDynamic() {
      return attributes.values().stream().anyMatch(Type::hasDynamic);
    }

    @Override
    public String toString() {
      List<String> texts = new ArrayList<>(attributes.size());
      attributes.forEach((name, type) -> texts.add(name + "=" + type));
      return "object({" + String.join(",", texts) + "})";
    }
  }

  /** A Java object carried through expressions as it is. */
  record CapsuleType(String name, Class<?> javaType) implements Type {
    public CapsuleType {
      Objects.requireNonNull(name, "name is null");
      Objects.requireNonNull(javaType, "javaType is null");
    }

    @Override
    public String friendlyName() {
      return name;
    }

    @Override
    public boolean hasDynamic() {
      return false;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static String elementConstraint(Type element) {
    return element == DYNAMIC ? "any single type" : element.constraintName();
  }
}
