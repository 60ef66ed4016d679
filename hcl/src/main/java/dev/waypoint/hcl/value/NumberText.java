package dev.waypoint.hcl.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Decimal text and decimal forms of {@link HclNumber}. */
final class NumberText {
  private static final double DIGITS_PER_BIT = Math.log10(2);
  private static final int LONGEST_EXPONENT = 7;
  private static final int LONGEST_EXACT = 800;

  private NumberText() {}

  static boolean isDecimal(String text) {
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int whole = digits(text, at);
    int end = whole;
    if (end < text.length() && text.charAt(end) == '.') {
      int fraction = digits(text, end + 1);
      if (fraction == end + 1 && whole == at) {
        return false;
      }
      end = fraction;
    } else if (whole == at) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int from = end + 1;
      if (from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')) {
        from++;
      }
      end = digits(text, from);
      if (end == from) {
        return false;
      }
    }
    return end == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  static HclNumber parse(String text) {
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    long power = e < 0 ? 0 : power(text.substring(e + 1));
    boolean negative = text.startsWith("-");
    int from = negative || text.startsWith("+") ? 1 : 0;
    String mantissa = text.substring(from, e < 0 ? text.length() : e);
    int point = mantissa.indexOf('.');
    String digits = point < 0 ? mantissa : mantissa.replace(".", "");
    int first = 0;
    while (first < digits.length() && digits.charAt(first) == '0') {
      first++;
    }
    if (first == digits.length()) {
      return negative ? HclNumber.ZERO.negate() : HclNumber.ZERO;
    }
    long magnitude = power + (point < 0 ? digits.length() : point) - first;
    if (Math.abs(magnitude) > HclNumber.MAX_EXPONENT) {
      return magnitude < 0
          ? HclNumber.ZERO
          : negative ? HclNumber.NEGATIVE_INFINITY : HclNumber.INFINITY;
    }
    String kept = significant(digits, first);
    BigDecimal value = new BigDecimal(new BigInteger(kept), (int) (kept.length() - magnitude));
    return HclNumber.of(negative ? value.negate() : value);
  }

  private static long power(String text) {
    boolean negative = text.startsWith("-");
    String digits = text.replaceFirst("^[+-]?0*", "");
    long size =
        digits.isEmpty()
            ? 0
            : digits.length() > LONGEST_EXPONENT ? Integer.MAX_VALUE : Long.parseLong(digits);
    return negative ? -size : size;
  }

  /** As many digits as can matter; what is cut off still counts against a tie. */
  private static String significant(String digits, int first) {
    int end = first + LONGEST_EXACT;
    if (end >= digits.length()) {
      return digits.substring(first);
    }
    boolean rest = digits.chars().skip(end).anyMatch(digit -> digit != '0');
    return digits.substring(first, end) + (rest ? "1" : "");
  }

  static BigDecimal exact(BigInteger mantissa, int exponent) {
    if (exponent >= 0) {
      return new BigDecimal(mantissa.shiftLeft(exponent));
    }
    return new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
  }

  static BigDecimal shortest(HclNumber number) {
    BigDecimal exact = number.toExactDecimal();
    if (exact.signum() == 0) {
      return BigDecimal.ZERO;
    }
    int bits = number.mantissa().bitLength();
    int precision = Math.max(number.precision(), bits);
    if (number.exponent() >= 0 && bits + number.exponent() <= precision) {
      return exact;
    }
    // The full mantissa is normalised * 2^(exponent - slack); neighbours are half an unit away.
    int slack = precision - bits;
    BigInteger full = number.mantissa().abs().shiftLeft(slack + 2);
    int scale = number.exponent() - slack - 2;
    boolean power = bits == 1;
    BigDecimal lower = exact(full.subtract(BigInteger.valueOf(power ? 1 : 2)), scale);
    BigDecimal upper = exact(full.add(BigInteger.TWO), scale);
    boolean inclusive = slack > 0;
    BigDecimal positive = exact.abs();
    int low = 1;
    int high = (int) (precision * DIGITS_PER_BIT) + 3;
    BigDecimal best = null;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      BigDecimal candidate = candidate(positive, middle, lower, upper, inclusive);
      if (candidate != null) {
        best = candidate;
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    BigDecimal found = best == null ? positive : best;
    return exact.signum() < 0 ? found.negate() : found;
  }

  private static BigDecimal candidate(
      BigDecimal exact, int digits, BigDecimal lower, BigDecimal upper, boolean inclusive) {
    BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    if (within(nearest, lower, upper, inclusive)) {
      return nearest;
    }
    BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
    if (within(up, lower, upper, inclusive)) {
      return up;
    }
    BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
    return within(down, lower, upper, inclusive) ? down : null;
  }

  private static boolean within(
      BigDecimal value, BigDecimal lower, BigDecimal upper, boolean inclusive) {
    int low = value.compareTo(lower);
    int high = value.compareTo(upper);
    return inclusive ? low >= 0 && high <= 0 : low > 0 && high < 0;
  }
}
