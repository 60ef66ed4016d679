package dev.waypoint.plugin.docker;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes such as 512MB: decimal units, and binary ones with an i. */
final class ByteSize {
  private static final Pattern SHAPE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)(i?)b?", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Integer> POWERS = Map.of("", 0, "k", 1, "m", 2, "g", 3, "t", 4);

  private ByteSize() {}

  /**
   * @throws IllegalArgumentException if it is not a size
   */
  static long parse(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not a size such as 512MB or 1GiB".formatted(text));
    }
    int power = POWERS.get(shape.group(2).toLowerCase(Locale.ROOT));
    BigDecimal unit = BigDecimal.valueOf(shape.group(3).isEmpty() ? 1000 : 1024).pow(power);
    return new BigDecimal(shape.group(1)).multiply(unit).longValue();
  }
}
