package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions on maps and objects. */
final class MapFunctions {
  private MapFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("keys", keys());
    functions.put("values", values());
    functions.put("merge", merge());
    functions.put("zipmap", zipmap());
  }

  private static Function keys() {
    return Function.builder()
        .parameter("inputMap", Type.DYNAMIC)
        .unknownElements()
        .returns(
            arguments ->
                switch (arguments.getFirst().type()) {
                  case Type.MapType _ -> Type.list(Type.STRING);
                  case Type.ObjectType _ -> Type.DYNAMIC;
                  default -> throw new FunctionException(0, "must have map or object type");
                })
        .body(
            arguments -> {
              Value map = arguments.getFirst();
              List<Value> names = map.asMap().keySet().stream().map(Value::string).toList();
              return map.type() instanceof Type.MapType
                  ? Value.list(Type.STRING, names)
                  : Value.tuple(names);
            });
  }

  private static Function values() {
    return Function.builder()
        .parameter("mapping", Type.DYNAMIC)
        .unknownElements()
        .returns(
            arguments ->
                switch (arguments.getFirst().type()) {
                  case Type.MapType map -> Type.list(map.element());
                  case Type.ObjectType _ -> Type.DYNAMIC;
                  default ->
                      throw new FunctionException("values() requires a map as the first argument");
                })
        .body(
            arguments -> {
              Value map = arguments.getFirst();
              return map.type() instanceof Type.MapType type
                  ? Value.list(type.element(), map.elements())
                  : Value.tuple(map.elements());
            });
  }

  private static Function merge() {
    return Function.builder()
        .variadic(Parameter.of("maps", Type.DYNAMIC).nullable().unknowable())
        .unknownElements()
        .returns(MapFunctions::mergedType)
        .body(
            arguments -> {
              Type type = mergedType(arguments);
              if (!arguments.stream().allMatch(Value::isKnown)) {
                return Value.unknown(type);
              }
              Map<String, Value> merged = new TreeMap<>();
              for (Value argument : arguments) {
                if (!argument.isNull()) {
                  merged.putAll(argument.asMap());
                }
              }
              return type instanceof Type.MapType map
                  ? Value.map(map.element(), merged)
                  : Value.object(merged);
            });
  }

  private static Type mergedType(List<Value> arguments) {
    for (Value argument : arguments) {
      if (!argument.type().isKeyed() && argument.type() != Type.DYNAMIC) {
        throw new FunctionException(
            "arguments must be maps or objects, got \"%s\""
                .formatted(argument.type().friendlyName()));
      }
    }
    List<Type> types = arguments.stream().map(Value::type).distinct().toList();
    return types.size() == 1 && types.getFirst() instanceof Type.MapType map ? map : Type.DYNAMIC;
  }

  private static Function zipmap() {
    return Function.builder()
        .parameter("keys", Type.list(Type.STRING))
        .parameter("values", Type.DYNAMIC)
        .unknownElements()
        .returns(MapFunctions::zippedType)
        .body(
            arguments -> {
              List<Value> keys = arguments.get(0).elements();
              Value values = arguments.get(1);
              if (!arguments.get(0).isWhollyKnown()) {
                return Value.unknown(zippedType(arguments));
              }
              if (keys.size() != values.size()) {
                throw new FunctionException(
                    "number of keys (%d) does not match number of values (%d)"
                        .formatted(keys.size(), values.size()));
              }
              Map<String, Value> zipped = new LinkedHashMap<>();
              for (int i = 0; i < keys.size(); i++) {
                if (keys.get(i).isNull()) {
                  throw new FunctionException("keys list has null value at index " + i);
                }
                zipped.put(keys.get(i).asString(), values.get(i));
              }
              return values.type() instanceof Type.ListType list
                  ? Value.map(list.element(), zipped)
                  : Value.object(zipped);
            });
  }

  private static Type zippedType(List<Value> arguments) {
    if (!Arguments.isListOrTuple(arguments.get(1))) {
      throw new FunctionException("values argument must be a list or tuple value");
    }
    return arguments.get(1).type() instanceof Type.ListType list
        ? Type.map(list.element())
        : Type.DYNAMIC;
  }
}
