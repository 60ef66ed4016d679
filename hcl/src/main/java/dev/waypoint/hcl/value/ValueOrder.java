package dev.waypoint.hcl.value;

import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;

/** A total order of wholly known values: nulls first, then by content. */
final class ValueOrder implements Comparator<Value> {
  static final ValueOrder INSTANCE = new ValueOrder();

  private ValueOrder() {}

  @Override
  public int compare(Value left, Value right) {
    if (left.isNull() || right.isNull()) {
      return Boolean.compare(right.isNull(), left.isNull());
    }
    if (left.type() == Type.STRING && right.type() == Type.STRING) {
      return CodePointOrder.INSTANCE.compare(left.asString(), right.asString());
    }
    if (left.type() == Type.NUMBER && right.type() == Type.NUMBER) {
      return left.asNumber().compareTo(right.asNumber());
    }
    if (left.type() == Type.BOOL && right.type() == Type.BOOL) {
      return Boolean.compare(left.asBoolean(), right.asBoolean());
    }
    if (left.type().isKeyed() && right.type().isKeyed()) {
      return compareEntries(left, right);
    }
    if (left.type().isSequence() && right.type().isSequence()) {
      return compareElements(left.elements().iterator(), right.elements().iterator());
    }
    int types = left.type().toString().compareTo(right.type().toString());
    return types != 0 ? types : left.toString().compareTo(right.toString());
  }

  private int compareElements(Iterator<Value> left, Iterator<Value> right) {
    while (left.hasNext() && right.hasNext()) {
      int order = compare(left.next(), right.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private int compareEntries(Value left, Value right) {
    Iterator<Map.Entry<String, Value>> a = left.asMap().entrySet().iterator();
    Iterator<Map.Entry<String, Value>> b = right.asMap().entrySet().iterator();
    while (a.hasNext() && b.hasNext()) {
      Map.Entry<String, Value> first = a.next();
      Map.Entry<String, Value> second = b.next();
      int keys = CodePointOrder.INSTANCE.compare(first.getKey(), second.getKey());
      int order = keys != 0 ? keys : compare(first.getValue(), second.getValue());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(a.hasNext(), b.hasNext());
  }
}
