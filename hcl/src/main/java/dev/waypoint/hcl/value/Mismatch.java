package dev.waypoint.hcl.value;

import java.util.List;
import java.util.Map;

/** Words for types that do not convert. */
final class Mismatch {
  private Mismatch() {}

  static String describe(Type source, Type target) {
    if (source instanceof Type.ObjectType object && target instanceof Type.ObjectType wanted) {
      return objects(object, wanted);
    }
    if (target.isCollection()) {
      String elements = elements(source, target);
      if (elements != null) {
        return elements;
      }
    }
    return target.constraintName() + " required";
  }

  private static String objects(Type.ObjectType source, Type.ObjectType target) {
    List<String> missing =
        target.attributes().keySet().stream()
            .filter(name -> !target.optional().contains(name))
            .filter(name -> !source.attributes().containsKey(name))
            .map(name -> "\"" + name + "\"")
            .toList();
    if (missing.size() == 1) {
      return "attribute " + missing.getFirst() + " is required";
    }
    if (!missing.isEmpty()) {
      String head = String.join(", ", missing.subList(0, missing.size() - 1));
      String and = missing.size() > 2 ? ", and " : " and ";
      return "attributes " + head + and + missing.getLast() + " are required";
    }
    for (Map.Entry<String, Type> attribute : target.attributes().entrySet()) {
      Type present = source.attributes().get(attribute.getKey());
      if (present != null && !Conversion.possible(present, attribute.getValue())) {
        String reason = describe(present, attribute.getValue());
        return "attribute \"" + attribute.getKey() + "\": " + reason;
      }
    }
    return "object required";
  }

  private static String elements(Type source, Type target) {
    Type element = target.elementType();
    String kind = kind(target);
    if (source.isCollection() && source.isKeyed() == target.isKeyed()) {
      return "incorrect " + kind + " element type: " + describe(source.elementType(), element);
    }
    if (source instanceof Type.TupleType tuple && !target.isKeyed()) {
      for (int i = 0; i < tuple.elements().size(); i++) {
        if (!Conversion.possible(tuple.elements().get(i), element)) {
          return "element " + i + ": " + describe(tuple.elements().get(i), element);
        }
      }
      return "all " + kind + " elements must have the same type";
    }
    if (source instanceof Type.ObjectType object && target.isKeyed()) {
      for (Map.Entry<String, Type> attribute : object.attributes().entrySet()) {
        if (!Conversion.possible(attribute.getValue(), element)) {
          String reason = describe(attribute.getValue(), element);
          return "element \"" + attribute.getKey() + "\": " + reason;
        }
      }
      return "all " + kind + " elements must have the same type";
    }
    return null;
  }

  private static String kind(Type collection) {
    String name = collection.friendlyName();
    return name.substring(0, name.indexOf(' '));
  }
}
