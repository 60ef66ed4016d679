package dev.waypoint.hcl.value;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An immutable typed value: known, null, or not known yet.
 *
 * <p>Maps and objects iterate in the code point order of their keys, sets in the order of their
 * elements. {@link #equals} compares structure; the {@code ==} of the language is {@link
 * Values#equal}.
 */
public final class Value {
  private static final Object UNKNOWN = new Object();

  /** The value {@code true}. */
  public static final Value TRUE = new Value(Type.BOOL, Boolean.TRUE);

  /** The value {@code false}. */
  public static final Value FALSE = new Value(Type.BOOL, Boolean.FALSE);

  /** The unknown value of unknown type. */
  public static final Value DYNAMIC = new Value(Type.DYNAMIC, UNKNOWN);

  /** The null without a type, as the literal {@code null} gives. */
  public static final Value NULL = new Value(Type.DYNAMIC, null);

  /** The object without attributes. */
  public static final Value EMPTY_OBJECT = object(Map.of());

  /** The tuple without elements. */
  public static final Value EMPTY_TUPLE = tuple(List.of());

  /** Zero. */
  public static final Value ZERO = number(HclNumber.ZERO);

  private final Type type;

  /** Null, {@link #UNKNOWN}, or what the factory of the type put here. */
  private final Object content;

  private Value(Type type, Object content) {
    this.type = Objects.requireNonNull(type, "type is null");
    this.content = content;
  }

  /** A string, in Unicode normalisation form C. */
  public static Value string(String text) {
    return new Value(Type.STRING, Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  /** A number. */
  public static Value number(HclNumber number) {
    return new Value(Type.NUMBER, Objects.requireNonNull(number, "number is null"));
  }

  /** A whole number. */
  public static Value number(long number) {
    return number(HclNumber.of(number));
  }

  /** A number read from a decimal. */
  public static Value number(BigDecimal number) {
    return number(HclNumber.of(number));
  }

  /** A truth value. */
  public static Value bool(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** The null of a type. */
  public static Value nullOf(Type type) {
    return type == Type.DYNAMIC ? NULL : new Value(type, null);
  }

  /** A value of a type that is not known yet. */
  public static Value unknown(Type type) {
    return type == Type.DYNAMIC ? DYNAMIC : new Value(type, UNKNOWN);
  }

  /** A list; all elements have the element type. */
  public static Value list(Type element, List<Value> elements) {
    requireType(element, elements);
    return new Value(Type.list(element), List.copyOf(elements));
  }

  /** A list of strings. */
  public static Value stringList(Collection<String> elements) {
    return list(Type.STRING, elements.stream().map(Value::string).toList());
  }

  /** A set: duplicates are dropped, but for elements that are not wholly known. */
  public static Value set(Type element, Collection<Value> elements) {
    requireType(element, elements);
    return new Value(Type.set(element), List.copyOf(SetOrder.distinct(elements)));
  }

  /** A map; all values have the element type. */
  public static Value map(Type element, Map<String, Value> elements) {
    requireType(element, elements.values());
    return new Value(Type.map(element), sorted(elements));
  }

  /** A map of strings. */
  public static Value stringMap(Map<String, String> elements) {
    Map<String, Value> values = new TreeMap<>(CodePointOrder.INSTANCE);
    elements.forEach((key, text) -> values.put(key, string(text)));
    return map(Type.STRING, values);
  }

  /** A tuple of any values. */
  public static Value tuple(List<Value> elements) {
    List<Value> copy = List.copyOf(elements);
    return new Value(Type.tuple(copy.stream().map(Value::type).toList()), copy);
  }

  /** An object of any values. */
  public static Value object(Map<String, Value> attributes) {
    SortedMap<String, Value> copy = sorted(attributes);
    Map<String, Type> types = new TreeMap<>(CodePointOrder.INSTANCE);
    copy.forEach((name, value) -> types.put(name, value.type));
    return new Value(Type.object(types), copy);
  }

  /** A Java object as a value. */
  public static Value capsule(Type.CapsuleType type, Object content) {
    return new Value(type, type.javaType().cast(content));
  }

  private static void requireType(Type element, Collection<Value> values) {
    if (element == Type.DYNAMIC) {
      return;
    }
    for (Value value : values) {
      if (!value.type.equals(element)) {
        throw new IllegalArgumentException(
            "element of type " + value.type + " in a collection of " + element);
      }
    }
  }

  private static SortedMap<String, Value> sorted(Map<String, Value> values) {
    TreeMap<String, Value> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    values.forEach(
        (key, value) -> sorted.put(Normalizer.normalize(key, Normalizer.Form.NFC), value));
    return Collections.unmodifiableSortedMap(sorted);
  }

  /** The type. */
  public Type type() {
    return type;
  }

  /** Whether the value is null, of whatever type. */
  public boolean isNull() {
    return content == null;
  }

  /** Whether the value is known; elements inside may still be unknown. */
  public boolean isKnown() {
    return content != UNKNOWN;
  }

  /** Whether nothing in the value is unknown. */
  public boolean isWhollyKnown() {
    if (!isKnown()) {
      return false;
    }
    if (isNull() || !(type.isSequence() || type.isKeyed())) {
      return true;
    }
    return elements().stream().allMatch(Value::isWhollyKnown);
  }

  /** Whether the value is neither null nor unknown. */
  public boolean isPresent() {
    return content != null && content != UNKNOWN;
  }

  /** The text of a known string. */
  public String asString() {
    return content(String.class);
  }

  /** The number of a known number. */
  public HclNumber asNumber() {
    return content(HclNumber.class);
  }

  /** The number of a known number as its shortest decimal. */
  public BigDecimal asBigDecimal() {
    return asNumber().toBigDecimal();
  }

  /** The truth of a known bool. */
  public boolean asBoolean() {
    return content(Boolean.class);
  }

  /** The Java object in a capsule. */
  public Object asCapsule() {
    return content(Object.class);
  }

  /** The elements of a known list, set or tuple, or the values of a known map or object. */
  @SuppressWarnings("unchecked") // the factories put nothing else there
  public List<Value> elements() {
    return type.isKeyed() ? List.copyOf(asMap().values()) : content(List.class);
  }

  /** The entries of a known map or object, in code point order of the keys. */
  @SuppressWarnings("unchecked") // the factories put nothing else there
  public SortedMap<String, Value> asMap() {
    return content(SortedMap.class);
  }

  /** The attribute or element with a name, of a known map or object; null when there is none. */
  public Value get(String name) {
    return (Value) content(Map.class).get(name);
  }

  /** The element at a position of a known list, set or tuple. */
  public Value get(int index) {
    return (Value) content(List.class).get(index);
  }

  /** The number of elements of a known collection, tuple or object. */
  public int size() {
    return type.isKeyed() ? content(Map.class).size() : content(List.class).size();
  }

  private <T> T content(Class<T> kind) {
    if (content == null || content == UNKNOWN || !kind.isInstance(content)) {
      throw new IllegalStateException("not a known " + kind.getSimpleName() + ": " + this);
    }
    return kind.cast(content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value value
        && type.equals(value.type)
        && Objects.equals(content, value.content);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, content);
  }

  /** A form for debugging: the value in the notation of the language where there is one. */
  @Override
  public String toString() {
    if (content == UNKNOWN) {
      return "unknown(" + type + ")";
    }
    if (content == null) {
      return "null(" + type + ")";
    }
    return type == Type.STRING ? "\"" + content + "\"" : content.toString();
  }
}
