package dev.waypoint.hcl.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Regular expressions in RE2 syntax, which takes linear time whatever the pattern. */
final class RegexFunctions {
  private RegexFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put(
        "regex",
        Function.builder()
            .parameter("pattern", Type.STRING)
            .parameter("string", Type.STRING)
            .returns(arguments -> resultType(arguments.getFirst()))
            .body(
                arguments -> {
                  Pattern pattern = compile(arguments.getFirst().asString());
                  Matcher matcher = pattern.matcher(arguments.get(1).asString());
                  if (!matcher.find()) {
                    throw new FunctionException(
                        "pattern did not match any part of the given string");
                  }
                  return captured(pattern, matcher);
                }));
    functions.put(
        "regexall",
        Function.builder()
            .parameter("pattern", Type.STRING)
            .parameter("string", Type.STRING)
            .returns(arguments -> Type.list(resultType(arguments.getFirst())))
            .body(
                arguments -> {
                  Pattern pattern = compile(arguments.getFirst().asString());
                  Matcher matcher = pattern.matcher(arguments.get(1).asString());
                  List<Value> found = new ArrayList<>();
                  while (matcher.find()) {
                    found.add(captured(pattern, matcher));
                  }
                  return Value.list(resultType(arguments.getFirst()), found);
                }));
  }

  private static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      String part = e.getPattern() == null ? pattern : e.getPattern();
      throw new FunctionException(
          0, "invalid regexp pattern: %s in %s".formatted(e.getDescription(), part));
    }
  }

  private static Type resultType(Value pattern) {
    if (!pattern.isPresent()) {
      return Type.DYNAMIC;
    }
    Pattern compiled = compile(pattern.asString());
    int groups = compiled.groupCount();
    if (groups == 0) {
      return Type.STRING;
    }
    Map<String, Integer> names = compiled.namedGroups();
    if (names.isEmpty()) {
      return Type.tuple(Collections.nCopies(groups, Type.STRING));
    }
    if (names.size() != groups) {
      throw new FunctionException(
          0, "invalid regexp pattern: cannot mix both named and unnamed capture groups");
    }
    Map<String, Type> attributes = new TreeMap<>();
    names.keySet().forEach(name -> attributes.put(name, Type.STRING));
    return Type.object(attributes);
  }

  private static Value captured(Pattern pattern, Matcher matcher) {
    if (pattern.groupCount() == 0) {
      return Value.string(matcher.group());
    }
    if (pattern.namedGroups().isEmpty()) {
      List<Value> groups = new ArrayList<>();
      for (int i = 1; i <= pattern.groupCount(); i++) {
        groups.add(text(matcher.group(i)));
      }
      return Value.tuple(groups);
    }
    Map<String, Value> groups = new LinkedHashMap<>();
    pattern.namedGroups().forEach((name, index) -> groups.put(name, text(matcher.group(index))));
    return Value.object(groups);
  }

  private static Value text(String group) {
    return group == null ? Value.nullOf(Type.STRING) : Value.string(group);
  }
}
