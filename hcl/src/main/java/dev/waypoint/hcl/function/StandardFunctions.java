package dev.waypoint.hcl.function;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** The functions that every expression of a {@code waypoint.hcl} can call, by name. */
public final class StandardFunctions {
  private StandardFunctions() {}

  /**
   * All of them but the ones that render templates, which need the evaluator.
   *
   * @param base where relative paths start, and where the Git functions look for a repository
   * @param clock what {@code timestamp} and {@code gitrefpretty} read
   */
  public static Map<String, Function> of(Path base, Clock clock) {
    Map<String, Function> functions = new TreeMap<>();
    StringFunctions.register(functions);
    NumberFunctions.register(functions);
    ListFunctions.register(functions);
    MapFunctions.register(functions);
    SetFunctions.register(functions);
    RegexFunctions.register(functions);
    FormatFunctions.register(functions);
    EncodingFunctions.register(functions);
    CsvFunctions.register(functions);
    JsonText.register(functions);
    YamlText.register(functions);
    TimeFunctions.register(functions, clock);
    PathFunctions.register(functions, base);
    GitFunctions.register(functions, base, clock);
    SelectorFunctions.register(functions);
    return functions;
  }
}
