package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import dev.waypoint.hcl.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions on lists and tuples. */
final class ListFunctions {
  private static final int MAX_RANGE = 1024;

  private ListFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("concat", concat());
    functions.put("coalescelist", coalesceList());
    functions.put("compact", compact());
    functions.put("chunklist", chunkList());
    functions.put("contains", contains());
    functions.put("distinct", distinct());
    functions.put("element", element());
    functions.put("flatten", flatten());
    functions.put("range", range());
    functions.put("reverse", reverse());
    functions.put("slice", slice());
  }

  private static Function concat() {
    return Function.builder()
        .variadic("seqs", Type.DYNAMIC)
        .unknownElements()
        .returns(ListFunctions::concatenated)
        .body(
            arguments -> {
              if (arguments.isEmpty()) {
                throw new FunctionException("at least one argument is required");
              }
              List<Value> all = new ArrayList<>();
              arguments.forEach(argument -> all.addAll(argument.elements()));
              boolean lists =
                  arguments.stream().allMatch(value -> value.type() instanceof Type.ListType);
              return lists ? unifiedList(all, arguments) : Value.tuple(all);
            });
  }

  private static Type concatenated(List<Value> arguments) {
    List<Type> elements = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Type type = arguments.get(i).type();
      if (!Arguments.isListOrTuple(arguments.get(i))) {
        if (!arguments.subList(0, i).stream().allMatch(Value::isKnown)) {
          return Type.DYNAMIC;
        }
        throw new FunctionException(
            i, "all arguments must be lists or tuples; got " + type.friendlyName());
      }
      if (type instanceof Type.ListType list) {
        elements.add(list.element());
      }
    }
    return elements.size() < arguments.size()
        ? Type.DYNAMIC
        : Conversion.unify(elements).<Type>map(Type::list).orElse(Type.DYNAMIC);
  }

  private static Value unifiedList(List<Value> elements, List<Value> lists) {
    Optional<Type> element =
        Conversion.unify(lists.stream().map(list -> list.type().elementType()).toList());
    return element.isPresent() ? list(element.get(), elements) : Value.tuple(elements);
  }

  private static Value list(Type element, List<Value> elements) {
    List<Value> converted = new ArrayList<>(elements.size());
    for (Value value : elements) {
      try {
        converted.add(Conversion.convert(value, element));
      } catch (ConversionException e) {
        throw new FunctionException(e.getMessage());
      }
    }
    return Value.list(element, converted);
  }

  private static Function coalesceList() {
    return Function.builder()
        .variadic(Parameter.of("vals", Type.DYNAMIC).nullable().unknowable())
        .unknownElements()
        .body(
            arguments -> {
              Optional<Value> first = Optional.empty();
              for (Value argument : arguments) {
                if (!argument.isKnown()) {
                  return first.orElse(Value.DYNAMIC);
                }
                if (!Arguments.isListOrTuple(argument)) {
                  throw new FunctionException("coalescelist arguments must be lists or tuples");
                }
                if (first.isEmpty() && !argument.isNull() && argument.size() > 0) {
                  first = Optional.of(argument);
                }
              }
              return first.orElseThrow(() -> new FunctionException("no non-null arguments"));
            });
  }

  private static Function compact() {
    return Function.builder()
        .parameter("list", Type.list(Type.STRING))
        .returns(Type.list(Type.STRING))
        .body(
            arguments ->
                Value.list(
                    Type.STRING,
                    arguments.getFirst().elements().stream()
                        .filter(value -> value.isPresent() && !value.asString().isEmpty())
                        .toList()));
  }

  private static Function chunkList() {
    return Function.builder()
        .parameter("list", Type.list(Type.DYNAMIC))
        .parameter("size", Type.NUMBER)
        .unknownElements()
        .returns(arguments -> Type.list(arguments.getFirst().type()))
        .body(
            arguments -> {
              Value list = arguments.getFirst();
              long size = Arguments.wholeLong(arguments, 1, "invalid size: ");
              if (size < 0) {
                throw new FunctionException("the size argument must be positive");
              }
              List<Value> chunks = new ArrayList<>();
              int step = Math.max(1, size == 0 ? list.size() : (int) Math.min(size, list.size()));
              for (int i = 0; i < list.size(); i += step) {
                List<Value> part = list.elements().subList(i, Math.min(list.size(), i + step));
                chunks.add(Value.list(list.type().elementType(), part));
              }
              return Value.list(list.type(), chunks);
            });
  }

  private static Function contains() {
    return Function.builder()
        .parameter("list", Type.DYNAMIC)
        .parameter("value", Type.DYNAMIC)
        .unknownElements()
        .returns(Type.BOOL)
        .body(
            arguments -> {
              if (!arguments.getFirst().type().isSequence()) {
                throw new FunctionException("argument must be list, tuple, or set");
              }
              for (Value element : arguments.getFirst().elements()) {
                Value equal = Values.equal(element, arguments.get(1));
                if (!equal.equals(Value.FALSE)) {
                  return equal;
                }
              }
              return Value.FALSE;
            });
  }

  private static Function distinct() {
    return Function.builder()
        .parameter("list", Type.list(Type.DYNAMIC))
        .returns(arguments -> arguments.getFirst().type())
        .body(
            arguments -> {
              Value list = arguments.getFirst();
              return Value.list(
                  list.type().elementType(), list.elements().stream().distinct().toList());
            });
  }

  private static Function element() {
    return Function.builder()
        .parameter("list", Type.DYNAMIC)
        .parameter("index", Type.NUMBER)
        .unknownElements()
        .returns(ListFunctions::elementType)
        .body(
            arguments -> {
              int size = arguments.getFirst().size();
              if (size == 0) {
                throw new FunctionException("cannot use element function with an empty list");
              }
              return arguments
                  .getFirst()
                  .get((int) (arguments.get(1).asNumber().longValueExact() % size));
            });
  }

  private static Type elementType(List<Value> arguments) {
    if (!arguments.getFirst().isKnown()
        && arguments.getFirst().type() instanceof Type.ListType list) {
      return list.element();
    }
    boolean known = arguments.get(1).isKnown();
    if (known
        && arguments.get(1).asNumber().isWhole()
        && arguments.get(1).asNumber().signum() < 0) {
      throw new FunctionException("cannot use element function with a negative index");
    }
    Type type = arguments.getFirst().type();
    if (!Arguments.isListOrTuple(arguments.getFirst())) {
      throw new FunctionException("cannot read elements from " + type.friendlyName());
    }
    if (known) {
      Arguments.wholeLong(arguments, 1, "invalid index: ");
    }
    return type instanceof Type.ListType list ? list.element() : Type.DYNAMIC;
  }

  private static Function flatten() {
    return Function.builder()
        .parameter("list", Type.DYNAMIC)
        .unknownElements()
        .returns(
            arguments -> {
              Value list = arguments.getFirst();
              if (list.isKnown() && !list.type().isSequence()) {
                throw new FunctionException("can only flatten lists, sets and tuples");
              }
              return Type.DYNAMIC;
            })
        .body(
            arguments -> {
              List<Value> flat = new ArrayList<>();
              return flattenInto(arguments.getFirst(), flat) ? Value.tuple(flat) : Value.DYNAMIC;
            });
  }

  /** Whether the length of the result is known. */
  private static boolean flattenInto(Value sequence, List<Value> flat) {
    for (Value element : sequence.elements()) {
      if (element.type() == Type.DYNAMIC || !element.isKnown() && element.type().isSequence()) {
        return false;
      }
      if (!element.isPresent() || !element.type().isSequence()) {
        flat.add(element);
      } else if (!flattenInto(element, flat)) {
        return false;
      }
    }
    return true;
  }

  private static Function range() {
    return Function.builder()
        .variadic("params", Type.NUMBER)
        .returns(Type.list(Type.NUMBER))
        .body(ListFunctions::range);
  }

  private static Value range(List<Value> arguments) {
    List<HclNumber> numbers = arguments.stream().map(Value::asNumber).toList();
    HclNumber start = numbers.size() > 1 ? numbers.get(0) : HclNumber.ZERO;
    HclNumber end =
        switch (numbers.size()) {
          case 1 -> numbers.get(0);
          case 2, 3 -> numbers.get(1);
          default -> throw new FunctionException("must have one, two, or three arguments");
        };
    boolean down = end.compareTo(start) < 0;
    HclNumber step =
        numbers.size() == 3 ? numbers.get(2) : down ? HclNumber.ONE.negate() : HclNumber.ONE;
    if (down && step.signum() > 0) {
      throw new FunctionException(1, "end must be greater than start when step is positive");
    }
    if (end.compareTo(start) > 0 && step.signum() < 0) {
      throw new FunctionException(1, "end must be less than start when step is negative");
    }
    List<Value> generated = new ArrayList<>();
    for (HclNumber n = start; down ? n.compareTo(end) > 0 : n.compareTo(end) < 0; n = n.add(step)) {
      if (generated.size() >= MAX_RANGE) {
        throw new FunctionException(
            "more than 1024 values were generated; either decrease the difference between start"
                + " and end or use a smaller step");
      }
      generated.add(Value.number(n));
    }
    return Value.list(Type.NUMBER, generated);
  }

  private static Function reverse() {
    return Function.builder()
        .parameter("list", Type.DYNAMIC)
        .unknownElements()
        .returns(
            arguments -> {
              Type type = arguments.getFirst().type();
              if (!type.isSequence()) {
                throw new FunctionException(
                    0, "can only reverse list or tuple values, not " + type.friendlyName());
              }
              return type instanceof Type.TupleType tuple
                  ? Type.tuple(tuple.elements().reversed())
                  : Type.list(type.elementType());
            })
        .body(
            arguments -> {
              Value list = arguments.getFirst();
              return list.type() instanceof Type.TupleType
                  ? Value.tuple(list.elements().reversed())
                  : Value.list(list.type().elementType(), list.elements().reversed());
            });
  }

  private static Function slice() {
    return Function.builder()
        .parameter("list", Type.DYNAMIC)
        .parameter("start_index", Type.NUMBER)
        .parameter("end_index", Type.NUMBER)
        .unknownElements()
        .returns(ListFunctions::sliceType)
        .body(
            arguments -> {
              Value list = arguments.getFirst();
              List<Value> part =
                  list.elements()
                      .subList(Arguments.whole(arguments, 1), Arguments.whole(arguments, 2));
              return list.type() instanceof Type.ListType type
                  ? Value.list(type.element(), part)
                  : Value.tuple(part);
            });
  }

  private static Type sliceType(List<Value> arguments) {
    Value list = arguments.getFirst();
    if (!Arguments.isListOrTuple(list)) {
      throw new FunctionException(0, "must be a list or tuple value");
    }
    int length =
        list.type() instanceof Type.TupleType tuple
            ? tuple.elements().size()
            : list.isKnown() ? list.size() : Integer.MAX_VALUE;
    requireBound(arguments, 1, "start", length);
    requireBound(arguments, 2, "end", length);
    if (arguments.get(1).isKnown()
        && arguments.get(2).isKnown()
        && Arguments.whole(arguments, 1) > Arguments.whole(arguments, 2)) {
      throw new FunctionException(1, "start index must not be greater than end index");
    }
    return list.type() instanceof Type.ListType ? list.type() : Type.DYNAMIC;
  }

  private static void requireBound(List<Value> arguments, int at, String name, int length) {
    if (!arguments.get(at).isKnown()) {
      return;
    }
    int index = Arguments.whole(arguments, at);
    if (index < 0) {
      throw new FunctionException(at, name + " index must not be less than zero");
    }
    if (index > length) {
      throw new FunctionException(
          at, name + " index must not be greater than the length of the list");
    }
  }
}
