package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions on RFC 3339 time stamps. */
final class TimeFunctions {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, BigDecimal> NANOS =
      Map.of(
          "ns", BigDecimal.ONE,
          "us", new BigDecimal(1_000),
          "µs", new BigDecimal(1_000),
          "μs", new BigDecimal(1_000),
          "ms", new BigDecimal(1_000_000),
          "s", new BigDecimal(1_000_000_000L),
          "m", new BigDecimal(60_000_000_000L),
          "h", new BigDecimal(3_600_000_000_000L));

  private TimeFunctions() {}

  static void register(Map<String, Function> functions, Clock clock) {
    functions.put(
        "timestamp",
        Function.builder()
            .returns(Type.STRING)
            .body(
                arguments ->
                    Value.string(
                        write(
                            OffsetDateTime.now(clock.withZone(ZoneOffset.UTC))
                                .truncatedTo(ChronoUnit.SECONDS)))));
    functions.put(
        "timeadd",
        Function.builder()
            .parameter("timestamp", Type.STRING)
            .parameter("duration", Type.STRING)
            .returns(Type.STRING)
            .body(
                arguments ->
                    Value.string(
                        write(
                            parse(arguments.get(0).asString(), OptionalInt.empty())
                                .plus(duration(arguments.get(1).asString()))))));
    functions.put(
        "formatdate",
        Function.builder()
            .parameter("format", Type.STRING)
            .parameter("time", Type.STRING)
            .returns(Type.STRING)
            .body(
                arguments -> {
                  OffsetDateTime time = parse(arguments.get(1).asString(), OptionalInt.of(1));
                  return Value.string(DateFormat.format(arguments.get(0).asString(), time));
                }));
  }

  private static String write(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  private static OffsetDateTime parse(String text, OptionalInt argument) {
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeParseException e) {
      String problem = "not a valid RFC3339 timestamp: " + explain(text, e.getErrorIndex());
      throw argument.isPresent()
          ? new FunctionException(argument.getAsInt(), problem)
          : new FunctionException(problem);
    }
  }

  private static String explain(String text, int index) {
    String shape = "YYYY-MM-DDThh:mm:ssZ";
    int at = Math.min(index, shape.length() - 1);
    String expected =
        switch (shape.charAt(at)) {
          case '-' -> "\"-\" is expected";
          case ':' -> "\":\" is expected";
          case 'T' -> "\"T\" is expected";
          case 'Z' -> "a time zone (\"Z\", \"+hh:mm\" or \"-hh:mm\") is expected";
          default -> "a digit is expected";
        };
    return index >= text.length()
        ? "end of string where " + expected
        : "\"%s\" found where %s".formatted(text.charAt(index), expected);
  }

  private static Duration duration(String text) {
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = DURATION.matcher(rest);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (matcher.lookingAt()) {
      nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(NANOS.get(matcher.group(2))));
      end = matcher.end();
      matcher.region(end, rest.length());
    }
    if (rest.isEmpty() || end != rest.length()) {
      throw new FunctionException("time: invalid duration \"%s\"".formatted(text));
    }
    Duration result = Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValue());
    return text.startsWith("-") ? result.negated() : result;
  }
}
