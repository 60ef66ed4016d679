package dev.waypoint.hcl.value;

import java.util.Map;

/** Comparison of values as the language does it. */
public final class Values {
  private Values() {}

  /**
   * Whether two values are equal in the sense of {@code ==}: same type and same content, without
   * conversion. All nulls are equal. The result is unknown when it depends on something unknown.
   */
  public static Value equal(Value left, Value right) {
    if (isUntyped(left) || isUntyped(right)) {
      return Value.unknown(Type.BOOL);
    }
    if (left.isKnown() && right.isKnown() && (left.isNull() || right.isNull())) {
      return Value.bool(left.isNull() && right.isNull());
    }
    if (!left.isKnown() && right.isNull() || !right.isKnown() && left.isNull()) {
      return Value.unknown(Type.BOOL);
    }
    if (!left.isKnown() && !right.isKnown()) {
      return Value.unknown(Type.BOOL);
    }
    if (!left.type().equals(right.type())
        && (isTyped(left) && isTyped(right) || !alike(left.type(), right.type()))) {
      return Value.FALSE;
    }
    if (!left.isKnown() || !right.isKnown()) {
      return Value.unknown(Type.BOOL);
    }
    return content(left, right);
  }

  /** Whether nothing in a value may still turn out to be of another type. */
  private static boolean isTyped(Value value) {
    if (!value.isKnown()) {
      return !value.type().hasDynamic();
    }
    return value.isNull()
        || !(value.type().isSequence() || value.type().isKeyed())
        || value.elements().stream().allMatch(Values::isTyped);
  }

  /** Whether two types are the same where both are known. */
  private static boolean alike(Type left, Type right) {
    if (left == Type.DYNAMIC || right == Type.DYNAMIC) {
      return true;
    }
    if (left instanceof Type.TupleType a && right instanceof Type.TupleType b) {
      boolean same = a.elements().size() == b.elements().size();
      for (int i = 0; same && i < a.elements().size(); i++) {
        same = alike(a.elements().get(i), b.elements().get(i));
      }
      return same;
    }
    if (left instanceof Type.ObjectType a && right instanceof Type.ObjectType b) {
      return a.attributes().keySet().equals(b.attributes().keySet())
          && a.attributes().keySet().stream()
              .allMatch(name -> alike(a.attributes().get(name), b.attributes().get(name)));
    }
    return left.isCollection() && left.getClass() == right.getClass()
        ? alike(left.elementType(), right.elementType())
        : left.equals(right);
  }

  private static boolean isUntyped(Value value) {
    return !value.isKnown() && value.type() == Type.DYNAMIC;
  }

  private static Value content(Value left, Value right) {
    if (left.type().isKeyed() && right.type().isKeyed()) {
      return entries(left.asMap(), right.asMap());
    }
    if (!left.type().isSequence() || !right.type().isSequence()) {
      return Value.bool(left.equals(right));
    }
    if (left.type() instanceof Type.SetType && !(left.isWhollyKnown() && right.isWhollyKnown())) {
      return Value.unknown(Type.BOOL);
    }
    if (left.size() != right.size()) {
      return Value.FALSE;
    }
    Value result = Value.TRUE;
    for (int i = 0; i < left.size() && result.equals(Value.TRUE); i++) {
      result = equal(left.get(i), right.get(i));
    }
    return result;
  }

  private static Value entries(Map<String, Value> left, Map<String, Value> right) {
    if (!left.keySet().equals(right.keySet())) {
      return Value.FALSE;
    }
    Value result = Value.TRUE;
    for (Map.Entry<String, Value> entry : left.entrySet()) {
      result = both(result, equal(entry.getValue(), right.get(entry.getKey())));
    }
    return result;
  }

  private static Value both(Value left, Value right) {
    if (left.equals(Value.FALSE) || right.equals(Value.FALSE)) {
      return Value.FALSE;
    }
    return left.isKnown() ? right : left;
  }
}
