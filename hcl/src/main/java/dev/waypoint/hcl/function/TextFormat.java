package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Graphemes;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The verbs of {@code format}: {@code %s %q %v %#v %d %b %o %x %X %t %e %E %f %g %G}. */
final class TextFormat {
  private static final Pattern VERB =
      Pattern.compile(
          "%(?<flags>[ #+0-]*)(?<width>\\d+)?(?:\\.(?<precision>\\d*))?(?:\\[(?<index>[1-9]\\d*)])?(?<mode>[a-zA-Z%])?",
          Pattern.DOTALL);

  private static final String SUPPORTED = "vtsqdboxXeEfgG";

  /** Below this exponent a number is written without one, unless a precision is given. */
  private static final int PLAIN_DIGITS = 6;

  private final String format;
  private final List<Value> arguments;
  private int next;
  private int highest;

  private TextFormat(String format, List<Value> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  static String format(String format, List<Value> arguments) {
    return new TextFormat(format, arguments).apply();
  }

  private String apply() {
    StringBuilder out = new StringBuilder();
    Matcher matcher = VERB.matcher(format);
    int end = 0;
    while (matcher.find()) {
      out.append(format, end, matcher.start());
      out.append(verb(matcher));
      end = matcher.end();
    }
    if (highest < arguments.size()) {
      throw new FunctionException(
          highest + 1,
          highest == 0
              ? "too many arguments; no verbs in format string"
              : "too many arguments; only %d used by format string".formatted(highest));
    }
    return out.append(format.substring(end)).toString();
  }

  private String verb(Matcher matcher) {
    String raw = matcher.group();
    String mode = matcher.group("mode");
    if (mode == null || mode.equals("%") && raw.length() > 2) {
      throw unrecognized(matcher);
    }
    if (mode.equals("%")) {
      return "%";
    }
    if (matcher.group("index") != null) {
      next = Integer.parseInt(matcher.group("index")) - 1;
    }
    int index = next++;
    highest = Math.max(highest, next);
    if (index < 0 || index >= arguments.size()) {
      throw new FunctionException(
          "not enough arguments for \"%s\" at %d: need index %d but have %d total"
              .formatted(raw, offset(matcher.start()), index + 1, arguments.size()));
    }
    Value argument = arguments.get(index);
    String flags = matcher.group("flags");
    Integer precision =
        matcher.group("precision") == null || matcher.group("precision").isEmpty()
            ? null
            : Integer.valueOf(matcher.group("precision"));
    int width = matcher.group("width") == null ? 0 : Integer.parseInt(matcher.group("width"));
    if (SUPPORTED.indexOf(mode) < 0) {
      throw new FunctionException(
          "unsupported format verb '%s' in \"%s\" at offset %d"
              .formatted(mode, raw, offset(matcher.start())));
    }
    try {
      return render(mode.charAt(0), flags, width, precision, argument);
    } catch (ConversionException e) {
      throw new FunctionException(
          "unsupported value for \"%s\" at %d: %s"
              .formatted(raw, offset(matcher.start()), e.getMessage()));
    }
  }

  private FunctionException unrecognized(Matcher matcher) {
    int at = matcher.group("mode") == null ? matcher.end() : matcher.end() - 1;
    if (at >= format.length()) {
      return new FunctionException(
          "invalid format string starting at offset %d".formatted(offset(at)));
    }
    int close = format.indexOf(']', at);
    boolean index = format.charAt(at) == '[' && at + 1 < format.length() && close > at;
    int wrong = index ? at + 1 : at;
    return new FunctionException(
        "unrecognized format character '%s' at offset %d"
            .formatted(Character.toString(format.codePointAt(wrong)), offset(wrong)));
  }

  /** The bytes before a place in the format. */
  private int offset(int at) {
    return format.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
  }

  private static String render(
      char mode, String flags, int width, Integer precision, Value argument)
      throws ConversionException {
    if (mode != 'v' && argument.isNull()) {
      throw new ConversionException("null value cannot be formatted");
    }
    return switch (mode) {
      case 'v' -> general(flags, width, precision, argument);
      case 't' -> String.valueOf(to(argument, Type.BOOL).asBoolean());
      case 's' -> pad(cut(to(argument, Type.STRING).asString(), precision), flags, width, false);
      case 'q' ->
          pad(
              JsonText.write(Value.string(cut(to(argument, Type.STRING).asString(), precision))),
              flags,
              width,
              false);
      case 'd', 'b', 'o', 'x', 'X' ->
          integer(mode, flags, width, precision, to(argument, Type.NUMBER));
      case 'e', 'E', 'f', 'g', 'G' ->
          decimal(mode, flags, width, precision, to(argument, Type.NUMBER));
      default -> throw new ConversionException("unrecognized format character '" + mode + "'");
    };
  }

  private static Value to(Value value, Type type) throws ConversionException {
    return Conversion.convert(value, type);
  }

  private static String general(String flags, int width, Integer precision, Value value)
      throws ConversionException {
    if (flags.contains("#") || value.isNull()) {
      return pad(JsonText.write(value), flags.replace("#", ""), width, false);
    }
    if (value.type() == Type.STRING) {
      return render('s', flags, width, precision, value);
    }
    if (value.type() == Type.NUMBER) {
      return decimal('g', flags.replace("+", ""), width, null, value);
    }
    return pad(JsonText.write(value), flags, width, false);
  }

  private static String cut(String text, Integer precision) {
    if (precision == null) {
      return text;
    }
    List<String> characters = Graphemes.of(text);
    return String.join("", characters.subList(0, Math.min(precision, characters.size())));
  }

  private static String integer(char mode, String flags, int width, Integer precision, Value number)
      throws ConversionException {
    if (!number.asNumber().isWhole()) {
      throw new ConversionException("an integer is required");
    }
    BigInteger integer = number.asNumber().toBigInteger();
    int radix =
        switch (mode) {
          case 'b' -> 2;
          case 'o' -> 8;
          case 'x', 'X' -> 16;
          default -> 10;
        };
    String digits = integer.abs().toString(radix);
    if (precision != null && precision > digits.length()) {
      digits = "0".repeat(precision - digits.length()) + digits;
    }
    if (mode == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    if (flags.contains("#")) {
      digits =
          switch (mode) {
                case 'x' -> "0x";
                case 'X' -> "0X";
                case 'o' -> "0";
                case 'b' -> "0b";
                default -> "";
              }
              + digits;
    }
    return pad(sign(integer.signum() < 0, flags) + digits, flags, width, true);
  }

  private static String sign(boolean negative, String flags) {
    return negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
  }

  private static String decimal(
      char mode, String flags, int width, Integer precision, Value number) {
    if (number.asNumber().isInfinite()) {
      return pad(number.asNumber().signum() < 0 ? "-Inf" : "+Inf", flags, width, false);
    }
    boolean shortest = precision == null && mode != 'f' && mode != 'e' && mode != 'E';
    BigDecimal value = shortest ? number.asBigDecimal() : number.asNumber().toExactDecimal();
    String digits =
        switch (mode) {
          case 'f' ->
              value
                  .abs()
                  .setScale(precision == null ? 6 : precision, RoundingMode.HALF_EVEN)
                  .toPlainString();
          case 'e', 'E' -> scientific(value.abs(), precision == null ? 6 : precision, mode);
          default -> shortest(value.abs(), precision, mode);
        };
    return pad(sign(number.asNumber().isNegative(), flags) + digits, flags, width, true);
  }

  private static String scientific(BigDecimal value, int precision, char mode) {
    int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
    BigDecimal mantissa = value.movePointLeft(exponent).setScale(precision, RoundingMode.HALF_EVEN);
    if (mantissa.compareTo(BigDecimal.TEN) >= 0) {
      exponent++;
      mantissa = value.movePointLeft(exponent).setScale(precision, RoundingMode.HALF_EVEN);
    }
    return "%s%c%s%02d"
        .formatted(mantissa.toPlainString(), mode, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String shortest(BigDecimal value, Integer precision, char mode) {
    BigDecimal rounded =
        precision == null || value.signum() == 0
            ? value
            : value.round(new MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN));
    BigDecimal stripped = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    int exponent = stripped.signum() == 0 ? 0 : stripped.precision() - stripped.scale() - 1;
    int limit = precision == null ? PLAIN_DIGITS : Math.max(1, precision);
    if (exponent < -4 || exponent >= limit) {
      return scientific(stripped, stripped.precision() - 1, mode == 'G' ? 'E' : 'e');
    }
    return stripped.toPlainString();
  }

  private static String pad(String text, String flags, int width, boolean numeric) {
    int missing = width - Graphemes.of(text).size();
    if (missing <= 0) {
      return text;
    }
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    if (flags.contains("0")) {
      boolean signed = numeric && !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0;
      return signed
          ? text.charAt(0) + "0".repeat(missing) + text.substring(1)
          : "0".repeat(missing) + text;
    }
    return " ".repeat(missing) + text;
  }
}
