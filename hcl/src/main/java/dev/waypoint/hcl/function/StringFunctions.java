package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Graphemes;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Functions on text. Lengths and positions count what a reader sees as one character. */
final class StringFunctions {
  private static final Pattern TRAILING_NEWLINES = Pattern.compile("[\r\n]+$");

  private StringFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("upper", text("str", s -> s.toUpperCase(Locale.ROOT)));
    functions.put("lower", text("str", s -> s.toLowerCase(Locale.ROOT)));
    functions.put("title", text("str", StringFunctions::title));
    functions.put("chomp", text("str", s -> TRAILING_NEWLINES.matcher(s).replaceAll("")));
    functions.put("strrev", text("str", StringFunctions::reverse));
    functions.put("trimspace", text("str", StringFunctions::trimSpace));
    functions.put("trim", trim());
    functions.put("trimprefix", affix("prefix", true));
    functions.put("trimsuffix", affix("suffix", false));
    functions.put("indent", indent());
    functions.put("join", join());
    functions.put("split", split());
    functions.put("replace", replace());
    functions.put("substr", substr());
    functions.put("sort", sort());
  }

  private static Function text(String parameter, UnaryOperator<String> operator) {
    return Function.builder()
        .parameter(parameter, Type.STRING)
        .returns(Type.STRING)
        .body(arguments -> Value.string(operator.apply(arguments.getFirst().asString())));
  }

  private static String title(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean start = true;
    for (int point : text.codePoints().toArray()) {
      result.appendCodePoint(start ? Character.toTitleCase(point) : point);
      start = separates(point);
    }
    return result.toString();
  }

  private static boolean separates(int point) {
    if (point == '_' || Character.isLetterOrDigit(point)) {
      return false;
    }
    return point < 0x80 || Character.isWhitespace(point) || Character.isSpaceChar(point);
  }

  private static String reverse(String text) {
    List<String> characters = Graphemes.of(text);
    Collections.reverse(characters);
    return String.join("", characters);
  }

  private static String trimSpace(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && space(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && space(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static boolean space(int point) {
    return point >= '\t' && point <= '\r' || point == 0x85 || Character.isSpaceChar(point);
  }

  private static Function trim() {
    return Function.builder()
        .parameter("str", Type.STRING)
        .parameter("cutset", Type.STRING)
        .returns(Type.STRING)
        .body(
            arguments -> {
              String text = arguments.get(0).asString();
              String cut = arguments.get(1).asString();
              int start = 0;
              int end = text.length();
              while (start < end && cut.indexOf(text.codePointAt(start)) >= 0) {
                start += Character.charCount(text.codePointAt(start));
              }
              while (end > start && cut.indexOf(text.codePointBefore(end)) >= 0) {
                end -= Character.charCount(text.codePointBefore(end));
              }
              return Value.string(text.substring(start, end));
            });
  }

  private static Function affix(String parameter, boolean prefix) {
    return Function.builder()
        .parameter("str", Type.STRING)
        .parameter(parameter, Type.STRING)
        .returns(Type.STRING)
        .body(
            arguments -> {
              String text = arguments.get(0).asString();
              String cut = arguments.get(1).asString();
              if (prefix && text.startsWith(cut)) {
                return Value.string(text.substring(cut.length()));
              }
              if (!prefix && text.endsWith(cut)) {
                return Value.string(text.substring(0, text.length() - cut.length()));
              }
              return Value.string(text);
            });
  }

  private static Function indent() {
    return Function.builder()
        .parameter("spaces", Type.NUMBER)
        .parameter("str", Type.STRING)
        .returns(Type.STRING)
        .body(
            arguments -> {
              long spaces = Arguments.wholeLong(arguments, 0, "");
              if (spaces < 0 || spaces > 10_000) {
                throw new FunctionException("the number of spaces must be between 0 and 10000");
              }
              return Value.string(
                  arguments.get(1).asString().replace("\n", "\n" + " ".repeat((int) spaces)));
            });
  }

  private static Function join() {
    return Function.builder()
        .parameter("separator", Type.STRING)
        .variadic("lists", Type.list(Type.STRING))
        .returns(Type.STRING)
        .body(
            arguments -> {
              if (arguments.size() < 2) {
                throw new FunctionException("at least one list is required");
              }
              List<String> items = new ArrayList<>();
              for (int i = 1; i < arguments.size(); i++) {
                for (Value element : arguments.get(i).elements()) {
                  items.add(joinable(element, items.size(), i, arguments.size()));
                }
              }
              return Value.string(String.join(arguments.getFirst().asString(), items));
            });
  }

  private static String joinable(Value element, int index, int list, int count) {
    if (element.isNull()) {
      throw new FunctionException(
          list,
          count == 2
              ? "element %d is null; cannot concatenate null values".formatted(index)
              : "element %d of list %d is null; cannot concatenate null values"
                  .formatted(index, list - 1));
    }
    return element.asString();
  }

  private static Function split() {
    return Function.builder()
        .parameter("separator", Type.STRING)
        .parameter("str", Type.STRING)
        .returns(Type.list(Type.STRING))
        .body(
            arguments -> {
              String separator = arguments.get(0).asString();
              String text = arguments.get(1).asString();
              if (separator.isEmpty()) {
                return Value.stringList(text.codePoints().mapToObj(Character::toString).toList());
              }
              return Value.stringList(
                  Arrays.asList(Pattern.compile(Pattern.quote(separator)).split(text, -1)));
            });
  }

  private static Function replace() {
    return Function.builder()
        .parameter("str", Type.STRING)
        .parameter("substr", Type.STRING)
        .parameter("replace", Type.STRING)
        .returns(Type.STRING)
        .body(
            arguments ->
                Value.string(
                    arguments
                        .get(0)
                        .asString()
                        .replace(arguments.get(1).asString(), arguments.get(2).asString())));
  }

  private static Function substr() {
    return Function.builder()
        .parameter("str", Type.STRING)
        .parameter("offset", Type.NUMBER)
        .parameter("length", Type.NUMBER)
        .returns(Type.STRING)
        .body(
            arguments -> {
              List<String> characters = Graphemes.of(arguments.getFirst().asString());
              int offset = Arguments.whole(arguments, 1);
              int length = Arguments.whole(arguments, 2);
              int start = offset < 0 ? Math.max(0, characters.size() + offset) : offset;
              if (start >= characters.size() || length == 0) {
                return Value.string("");
              }
              int end =
                  length < 0
                      ? characters.size()
                      : (int) Math.min(characters.size(), (long) start + length);
              return Value.string(String.join("", characters.subList(start, end)));
            });
  }

  private static Function sort() {
    return Function.builder()
        .parameter("list", Type.list(Type.STRING))
        .returns(Type.list(Type.STRING))
        .body(
            arguments -> {
              List<Value> elements = arguments.getFirst().elements();
              if (elements.stream().anyMatch(Value::isNull)) {
                throw new FunctionException(
                    "given list element has a null string; a null string cannot be sorted");
              }
              return Value.list(
                  Type.STRING, elements.stream().sorted(Arguments.byCodePoint()).toList());
            });
  }
}
