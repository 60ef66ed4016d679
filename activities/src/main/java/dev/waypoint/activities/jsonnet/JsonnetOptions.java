package dev.waypoint.activities.jsonnet;

import dev.waypoint.hcl.function.FunctionException;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a call passes to Jsonnet: variables as texts, or as code. */
final class JsonnetOptions {
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("ext_vars", "--ext-str");
    KINDS.put("ext_code", "--ext-code");
    KINDS.put("tla_vars", "--tla-str");
    KINDS.put("tla_code", "--tla-code");
  }

  private final List<String> words = new ArrayList<>();

  private JsonnetOptions() {}

  /**
   * @throws FunctionException for an unknown option, or one that is no map of texts
   */
  static JsonnetOptions of(List<Value> arguments) {
    JsonnetOptions options = new JsonnetOptions();
    for (int i = 1; i < arguments.size(); i++) {
      Value given = arguments.get(i);
      if (!given.type().isKeyed()) {
        throw new FunctionException(i, "must be an object of options");
      }
      int position = i;
      given.asMap().forEach((name, value) -> options.add(position, name, value));
    }
    return options;
  }

  private void add(int position, String name, Value value) {
    String flag = KINDS.get(name);
    if (flag == null) {
      throw new FunctionException(
          position,
          "unknown option \"%s\"; there are %s".formatted(name, String.join(", ", KINDS.keySet())));
    }
    try {
      Conversion.convert(value, Type.map(Type.STRING))
          .asMap()
          .forEach(
              (variable, text) -> {
                words.add(flag);
                words.add(variable + "=" + text.asString());
              });
    } catch (ConversionException e) {
      throw new FunctionException(position, "option \"%s\": %s".formatted(name, e.getMessage()));
    }
  }

  /** For the interpreter, inside of this process. */
  List<String> words() {
    return new ArrayList<>(words);
  }
}
