package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code format} and {@code formatlist}. */
final class FormatFunctions {
  private FormatFunctions() {}

  static void register(Map<String, Function> functions) {
    Parameter arguments = Parameter.of("args", Type.DYNAMIC).nullable();
    functions.put(
        "format",
        Function.builder()
            .parameter("format", Type.STRING)
            .variadic(arguments)
            .returns(Type.STRING)
            .body(
                values ->
                    Value.string(
                        TextFormat.format(
                            values.getFirst().asString(), values.subList(1, values.size())))));
    functions.put(
        "formatlist",
        Function.builder()
            .parameter("format", Type.STRING)
            .variadic(arguments.unknowable())
            .unknownElements()
            .returns(Type.list(Type.STRING))
            .body(FormatFunctions::formatList));
  }

  private static Value formatList(List<Value> values) {
    String format = values.getFirst().asString();
    List<Value> arguments = values.subList(1, values.size());
    int length = -1;
    int chosen = -1;
    if (arguments.stream().anyMatch(value -> !value.isKnown() && value.type().isSequence())) {
      boolean none = arguments.stream().anyMatch(value -> iterates(value) && value.size() == 0);
      return none ? Value.list(Type.STRING, List.of()) : Value.unknown(Type.list(Type.STRING));
    }
    for (int i = 0; i < arguments.size(); i++) {
      if (!iterates(arguments.get(i))) {
        continue;
      }
      int size = arguments.get(i).size();
      if (length >= 0 && size != length) {
        throw new FunctionException(
            i + 1,
            "argument %d has length %d, which is inconsistent with argument %d of length %d"
                .formatted(i + 1, size, chosen + 1, length));
      }
      length = size;
      chosen = i;
    }
    List<Value> results = new ArrayList<>();
    for (int row = 0; row < (length < 0 ? 1 : length); row++) {
      List<Value> one = new ArrayList<>();
      for (Value argument : arguments) {
        one.add(iterates(argument) ? argument.elements().get(row) : argument);
      }
      results.add(row(format, one, row));
    }
    return Value.list(Type.STRING, results);
  }

  private static Value row(String format, List<Value> arguments, int row) {
    if (!arguments.stream().allMatch(Value::isWhollyKnown)) {
      return Value.unknown(Type.STRING);
    }
    try {
      return Value.string(TextFormat.format(format, arguments));
    } catch (FunctionException e) {
      throw new FunctionException(
          "error on format iteration %d: %s".formatted(row, e.getMessage()));
    }
  }

  private static boolean iterates(Value value) {
    return value.isPresent() && value.type().isSequence();
  }
}
