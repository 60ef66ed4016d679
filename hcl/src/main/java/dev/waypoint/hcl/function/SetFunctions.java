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
    functions.put("setunion", operation("first_set", "other_sets", Set::addAll));
    functions.put("setintersection", operation("first_set", "other_sets", Set::retainAll));
    functions.put("setsubtract", subtract());
    functions.put("setproduct", product());
  }

  @FunctionalInterface
  private interface Combination {
    void apply(Set<Value> into, Set<Value> other);
  }

  private static Function operation(String first, String others, Combination combination) {
    return Function.builder()
        .parameter(first, ANY_SET)
        .variadic(others, ANY_SET)
        .returns(arguments -> Type.set(elementType(arguments)))
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
        .body(
            arguments -> {
              if (arguments.size() < 2) {
                throw new FunctionException("at least two arguments are required");
              }
              List<List<Value>> rows = List.of(List.of());
              List<Type> types = new ArrayList<>();
              boolean sets = true;
              for (int i = 0; i < arguments.size(); i++) {
                Arguments.requireSequence(
                    arguments, i, "a set or a list is required; a value of this type is not");
                Value argument = unified(arguments.get(i), i);
                sets &= argument.type() instanceof Type.SetType;
                types.add(argument.type().elementType());
                rows = extend(rows, argument.elements());
              }
              Type row = Type.tuple(types);
              List<Value> tuples = rows.stream().map(Value::tuple).toList();
              return sets ? Value.set(row, tuples) : Value.list(row, tuples);
            });
  }

  private static Value unified(Value argument, int position) {
    if (!(argument.type() instanceof Type.TupleType)) {
      return argument;
    }
    try {
      return Conversion.convert(argument, Type.list(Type.DYNAMIC));
    } catch (ConversionException e) {
      throw new FunctionException(position, "all elements must be of the same type");
    }
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
