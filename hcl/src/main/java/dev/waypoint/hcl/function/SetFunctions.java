package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions on sets. Arguments of different element types are brought to one type first. */
final class SetFunctions {
  private static final Type ANY_SET = Type.set(Type.DYNAMIC);

  private SetFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("setunion", operation("first_set", "other_sets", Set::addAll, true));
    functions.put("setintersection", operation("first_set", "other_sets", Set::retainAll, false));
    functions.put("setsubtract", subtract());
    functions.put("setproduct", product());
  }

  @FunctionalInterface
  private interface Combination {
    void apply(Set<Value> into, Set<Value> other);
  }

  private static Function operation(
      String first, String others, Combination combination, boolean unknownElements) {
    Function.Builder builder =
        Function.builder()
            .parameter(first, ANY_SET)
            .variadic(others, ANY_SET)
            .returns(arguments -> Type.set(elementType(arguments)));
    return (unknownElements ? builder.unknownElements() : builder)
        .body(arguments -> combine(arguments, combination));
  }

  private static Function subtract() {
    return Function.builder()
        .parameter("a", ANY_SET)
        .parameter("b", ANY_SET)
        .returns(arguments -> Type.set(elementType(arguments)))
        .body(arguments -> combine(arguments, Set::removeAll));
  }

  private static Value combine(List<Value> arguments, Combination combination) {
    Type element = elementType(arguments);
    Set<Value> result = elements(arguments.getFirst(), element);
    for (Value other : arguments.subList(1, arguments.size())) {
      combination.apply(result, elements(other, element));
    }
    return Value.set(element, result);
  }

  private static Type elementType(List<Value> sets) {
    List<Type> types =
        sets.stream()
            .filter(set -> !set.isKnown() || set.size() > 0)
            .map(set -> set.type().elementType())
            .toList();
    if (types.isEmpty()) {
      return sets.getFirst().type().elementType();
    }
    return Conversion.unify(types)
        .orElseThrow(
            () -> new FunctionException("given sets must all have compatible element types"));
  }

  private static Set<Value> elements(Value set, Type element) {
    Set<Value> result = new LinkedHashSet<>();
    for (Value value : set.elements()) {
      try {
        result.add(Conversion.convert(value, element));
      } catch (ConversionException e) {
        throw new FunctionException(e.getMessage());
      }
    }
    return result;
  }

  private static Function product() {
    return Function.builder()
        .variadic("sets", Type.DYNAMIC)
        .unknownElements()
        .returns(SetFunctions::productType)
        .body(
            arguments -> {
              Type type = productType(arguments);
              Type row = type.elementType();
              List<Type> elements = ((Type.TupleType) row).elements();
              List<List<Value>> rows = List.of(List.of());
              for (int i = 0; i < arguments.size(); i++) {
                rows = extend(rows, converted(arguments.get(i), elements.get(i)));
              }
              List<Value> tuples = rows.stream().map(Value::tuple).toList();
              return type instanceof Type.SetType
                  ? Value.set(row, tuples)
                  : Value.list(row, tuples);
            });
  }

  private static Type productType(List<Value> arguments) {
    if (arguments.size() < 2) {
      throw new FunctionException("at least two arguments are required");
    }
    List<Type> elements = new ArrayList<>();
    boolean set = false;
    for (int i = 0; i < arguments.size(); i++) {
      Type type = arguments.get(i).type();
      if (!type.isSequence()) {
        throw new FunctionException(i, "a set or a list is required");
      }
      set |= type instanceof Type.SetType;
      elements.add(
          type instanceof Type.TupleType tuple ? common(tuple.elements(), i) : type.elementType());
    }
    Type row = Type.tuple(elements);
    return set ? Type.set(row) : Type.list(row);
  }

  private static Type common(List<Type> types, int position) {
    return Conversion.unify(types)
        .orElseThrow(
            () -> new FunctionException(position, "all elements must be of the same type"));
  }

  private static List<Value> converted(Value sequence, Type element) {
    List<Value> result = new ArrayList<>();
    for (Value value : sequence.elements()) {
      try {
        result.add(Conversion.convert(value, element));
      } catch (ConversionException e) {
        throw new FunctionException(e.getMessage());
      }
    }
    return result;
  }

  private static List<List<Value>> extend(List<List<Value>> rows, List<Value> elements) {
    List<List<Value>> result = new ArrayList<>(rows.size() * elements.size());
    for (List<Value> row : rows) {
      for (Value element : elements) {
        List<Value> longer = new ArrayList<>(row);
        longer.add(element);
        result.add(longer);
      }
    }
    return result;
  }
}
