package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code selectormatch} and {@code selectorlookup}. */
final class SelectorFunctions {
  private SelectorFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put(
        "selectormatch",
        Function.builder()
            .parameter("map", Type.map(Type.STRING))
            .parameter("selector", Type.STRING)
            .returns(Type.BOOL)
            .body(arguments -> Value.bool(matches(arguments.get(0), arguments.get(1).asString()))));
    functions.put(
        "selectorlookup",
        Function.builder()
            .parameter("map", Type.map(Type.STRING))
            .parameter("selectormap", Type.map(Type.DYNAMIC))
            .parameter("default", Type.DYNAMIC)
            .returns(SelectorFunctions::lookedUp)
            .body(SelectorFunctions::lookUp));
  }

  private static Type lookedUp(List<Value> arguments) {
    if (!arguments.get(2).type().equals(arguments.get(1).type().elementType())) {
      throw new FunctionException("default value type must match types of selector map");
    }
    return arguments.get(2).type();
  }

  private static Value lookUp(List<Value> arguments) {
    for (Map.Entry<String, Value> entry : arguments.get(1).asMap().entrySet()) {
      if (matches(arguments.get(0), entry.getKey())) {
        return entry.getValue();
      }
    }
    return arguments.get(2);
  }

  private static boolean matches(Value map, String selector) {
    Map<String, String> labels = new HashMap<>();
    map.asMap()
        .forEach(
            (name, value) -> {
              if (!value.isNull()) {
                labels.put(name, value.asString());
              }
            });
    try {
      return Selector.parse(selector).test(labels);
    } catch (IllegalArgumentException e) {
      throw new FunctionException(e.getMessage());
    }
  }
}
