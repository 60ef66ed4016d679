package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import dev.waypoint.hcl.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Functions on lists, tuples, maps and objects. */
final class CollectionFunctions {
  private static final int MAX_RANGE = 1024;

  private CollectionFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("concat", sequences("seqs", CollectionFunctions::concat));
    functions.put("coalescelist", coalesceList());
    functions.put("compact", compact());
    functions.put("chunklist", chunkList());
    functions.put("contains", contains());
    functions.put("distinct", distinct());
    functions.put("element", element());
    functions.put("flatten", flatten());
    functions.put("keys", keys());
    functions.put("values", values());
    functions.put("merge", merge());
    functions.put("range", range());
    functions.put("reverse", reverse());
    functions.put("slice", slice());
    functions.put("zipmap", zipmap());
  }

  private static Function sequences(String name, Function.Body body) {
    return Function.builder().variadic(name, Type.DYNAMIC).body(body);
  }

  private static Value concat(List<Value> arguments) {
    if (arguments.isEmpty()) {
      throw new FunctionException("at least one argument is required");
    }
    boolean lists = true;
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Type type = arguments.get(i).type();
      if (!(type instanceof Type.ListType) && !(type instanceof Type.TupleType)) {
        throw new FunctionException(
            i, "all arguments must be lists or tuples; got " + type.friendlyName());
      }
      lists &= type instanceof Type.ListType;
      all.addAll(arguments.get(i).elements());
    }
    return lists ? unifiedList(all, arguments) : Value.tuple(all);
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
        .variadic(Parameter.of("vals", Type.DYNAMIC).nullable())
        .body(
            arguments -> {
              for (int i = 0; i < arguments.size(); i++) {
                Value argument = arguments.get(i);
                if (argument.isNull()) {
                  continue;
                }
                Arguments.requireSequence(
                    arguments, i, "coalescelist arguments must be lists or tuples");
                if (argument.size() > 0) {
                  return argument;
                }
              }
              throw new FunctionException("no non-null arguments");
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
        .returns(arguments -> Type.list(arguments.getFirst().type()))
        .body(
            arguments -> {
              Value list = arguments.getFirst();
              int size = Arguments.whole(arguments, 1);
              if (size < 0) {
                throw new FunctionException(1, "the size argument must be positive");
              }
              List<Value> chunks = new ArrayList<>();
              int step = size == 0 ? Math.max(1, list.size()) : size;
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
        .parameter(Parameter.of("value", Type.DYNAMIC).nullable())
        .returns(Type.BOOL)
        .body(
            arguments -> {
              Arguments.requireSequence(arguments, 0, "argument must be list, tuple, or set");
              return Value.bool(
                  arguments.getFirst().elements().stream()
                      .anyMatch(e -> Values.equal(e, arguments.get(1)).equals(Value.TRUE)));
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
        .returns(
            arguments ->
                arguments.getFirst().type() instanceof Type.ListType list
                    ? list.element()
                    : Type.DYNAMIC)
        .body(
            arguments -> {
              Type type = arguments.getFirst().type();
              if (!(type instanceof Type.ListType) && !(type instanceof Type.TupleType)) {
                throw new FunctionException(0, "cannot read elements from " + type.friendlyName());
              }
              HclNumber index = arguments.get(1).asNumber();
              if (!index.isWhole() || !index.fitsLong()) {
                throw new FunctionException(1, "invalid index: a whole number is required");
              }
              if (index.signum() < 0) {
                throw new FunctionException("cannot use element function with a negative index");
              }
              int size = arguments.getFirst().size();
              if (size == 0) {
                throw new FunctionException("cannot use element function with an empty list");
              }
              return arguments.getFirst().get((int) (index.longValueExact() % size));
            });
  }

  private static Function flatten() {
    return Function.builder()
        .parameter("list", Type.DYNAMIC)
        .body(
            arguments -> {
              Arguments.requireSequence(arguments, 0, "can only flatten lists, sets and tuples");
              List<Value> flat = new ArrayList<>();
              flattenInto(arguments.getFirst(), flat);
              return Value.tuple(flat);
            });
  }

  private static void flattenInto(Value sequence, List<Value> flat) {
    for (Value element : sequence.elements()) {
      if (element.isPresent() && element.type().isSequence()) {
        flattenInto(element, flat);
      } else {
        flat.add(element);
      }
    }
  }

  private static Function keys() {
    return Function.builder()
        .parameter("inputMap", Type.DYNAMIC)
        .returns(
            arguments ->
                arguments.getFirst().type() instanceof Type.MapType
                    ? Type.list(Type.STRING)
                    : Type.DYNAMIC)
        .body(
            arguments -> {
              Value map = keyed(arguments);
              List<Value> names = map.asMap().keySet().stream().map(Value::string).toList();
              return map.type() instanceof Type.MapType
                  ? Value.list(Type.STRING, names)
                  : Value.tuple(names);
            });
  }

  private static Function values() {
    return Function.builder()
        .parameter("mapping", Type.DYNAMIC)
        .returns(
            arguments ->
                arguments.getFirst().type() instanceof Type.MapType map
                    ? Type.list(map.element())
                    : Type.DYNAMIC)
        .body(
            arguments -> {
              Value map = keyed(arguments);
              return map.type() instanceof Type.MapType type
                  ? Value.list(type.element(), map.elements())
                  : Value.tuple(map.elements());
            });
  }

  private static Value keyed(List<Value> arguments) {
    Value value = arguments.getFirst();
    if (!value.type().isKeyed()) {
      throw new FunctionException(0, "must be a map or an object");
    }
    return value;
  }

  private static Function merge() {
    return Function.builder()
        .variadic(Parameter.of("maps", Type.DYNAMIC).nullable())
        .body(
            arguments -> {
              Map<String, Value> merged = new TreeMap<>();
              List<Type> types = new ArrayList<>();
              for (Value argument : arguments) {
                if (!argument.type().isKeyed() && argument.type() != Type.DYNAMIC) {
                  throw new FunctionException(
                      "arguments must be maps or objects, got \"%s\""
                          .formatted(argument.type().friendlyName()));
                }
                if (argument.isNull()) {
                  continue;
                }
                types.add(argument.type());
                merged.putAll(argument.asMap());
              }
              return types.stream().distinct().count() == 1
                      && types.getFirst() instanceof Type.MapType map
                  ? Value.map(map.element(), merged)
                  : Value.object(merged);
            });
  }

  private static Function range() {
    return Function.builder()
        .variadic("params", Type.NUMBER)
        .returns(Type.list(Type.NUMBER))
        .body(CollectionFunctions::range);
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
      throw new FunctionException("end must be greater than start when step is positive");
    }
    if (end.compareTo(start) > 0 && step.signum() < 0) {
      throw new FunctionException("end must be less than start when step is negative");
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
        .body(
            arguments -> {
              Value list = arguments.getFirst();
              Arguments.requireSequence(
                  arguments,
                  0,
                  "can only reverse list or tuple values, not " + list.type().friendlyName());
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
        .body(
            arguments -> {
              Value list = arguments.getFirst();
              if (!(list.type() instanceof Type.ListType)
                  && !(list.type() instanceof Type.TupleType)) {
                throw new FunctionException(0, "must be a list or tuple value");
              }
              int start = Arguments.whole(arguments, 1);
              int end = Arguments.whole(arguments, 2);
              requireBounds(start, end, list.size());
              List<Value> part = list.elements().subList(start, end);
              return list.type() instanceof Type.ListType type
                  ? Value.list(type.element(), part)
                  : Value.tuple(part);
            });
  }

  private static void requireBounds(int start, int end, int length) {
    if (start < 0) {
      throw new FunctionException(1, "start index must not be less than zero");
    }
    if (start > length) {
      throw new FunctionException(1, "start index must not be greater than the length of the list");
    }
    if (end > length) {
      throw new FunctionException(2, "end index must not be greater than the length of the list");
    }
    if (end < start) {
      throw new FunctionException(2, "start index must not be greater than end index");
    }
  }

  private static Function zipmap() {
    return Function.builder()
        .parameter("keys", Type.list(Type.STRING))
        .parameter("values", Type.DYNAMIC)
        .body(
            arguments -> {
              List<Value> keys = arguments.get(0).elements();
              Value values = arguments.get(1);
              if (!(values.type() instanceof Type.ListType)
                  && !(values.type() instanceof Type.TupleType)) {
                throw new FunctionException(1, "values must be a list or tuple value");
              }
              if (keys.size() != values.size()) {
                throw new FunctionException(
                    "number of keys (%d) does not match number of values (%d)"
                        .formatted(keys.size(), values.size()));
              }
              Map<String, Value> zipped = new LinkedHashMap<>();
              for (int i = 0; i < keys.size(); i++) {
                zipped.put(keys.get(i).asString(), values.get(i));
              }
              return values.type() instanceof Type.ListType list
                  ? Value.map(list.element(), zipped)
                  : Value.object(zipped);
            });
  }
}
