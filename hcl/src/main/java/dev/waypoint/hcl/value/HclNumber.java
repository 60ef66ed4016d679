package dev.waypoint.hcl.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/**
 * A number of the language: a binary floating point number, by default with 512 bits of mantissa,
 * or an infinity. Results are rounded to the nearest, ties to even, at the larger precision of the
 * operands; the decimal text is the shortest one that reads back as the same number.
 *
 * <p>The magnitude is bounded: beyond 2^{@value #MAX_EXPONENT} a result is an infinity, below
 * 2^-{@value #MAX_EXPONENT} it is zero.
 */
public final class HclNumber implements Comparable<HclNumber> {
  /** Bits of mantissa of numbers read from text. */
  public static final int PRECISION = 512;

  /** Bound of the binary exponent. */
  public static final int MAX_EXPONENT = 1 << 16;

  private static final int LONG_PRECISION = 64;
  private static final int DOUBLE_PRECISION = 53;

  /** Zero. */
  public static final HclNumber ZERO = new HclNumber(BigInteger.ZERO, 0, PRECISION, 0);

  /** One. */
  public static final HclNumber ONE = of(1);

  /** Positive infinity. */
  public static final HclNumber INFINITY = new HclNumber(BigInteger.ZERO, 0, PRECISION, 1);

  /** Negative infinity. */
  public static final HclNumber NEGATIVE_INFINITY =
      new HclNumber(BigInteger.ZERO, 0, PRECISION, -1);

  /** The value is mantissa * 2^exponent; the mantissa is odd, or zero with exponent zero. */
  private final BigInteger mantissa;

  private final int exponent;
  private final int precision;
  private final int infinite;

  /** Whether this is the zero that is written with a minus sign; it equals the other one. */
  private final boolean negativeZero;

  private HclNumber(BigInteger mantissa, int exponent, int precision, int infinite) {
    this(mantissa, exponent, precision, infinite, false);
  }

  private HclNumber(
      BigInteger mantissa, int exponent, int precision, int infinite, boolean negativeZero) {
    this.mantissa = mantissa;
    this.exponent = exponent;
    this.precision = precision;
    this.infinite = infinite;
    this.negativeZero = negativeZero;
  }

  private static HclNumber zero(int precision, boolean negative) {
    return new HclNumber(BigInteger.ZERO, 0, precision, 0, negative);
  }

  /** Whether the number is below zero, or the zero that is written with a minus sign. */
  public boolean isNegative() {
    return negativeZero || signum() < 0;
  }

  /** A whole number, exactly. */
  public static HclNumber of(long value) {
    return rounded(BigInteger.valueOf(value), 0, LONG_PRECISION, false);
  }

  /** A whole number at full precision. */
  public static HclNumber of(BigInteger value) {
    return rounded(value, 0, Math.max(PRECISION, value.bitLength()), false);
  }

  /** The number nearest to a decimal one, at full precision. */
  public static HclNumber of(BigDecimal value) {
    int scale = value.scale();
    BigInteger digits = value.unscaledValue();
    if (digits.signum() == 0) {
      return ZERO;
    }
    long magnitude = (long) value.precision() - scale;
    if (magnitude > MAX_EXPONENT) {
      return digits.signum() > 0 ? INFINITY : NEGATIVE_INFINITY;
    }
    if (magnitude < -MAX_EXPONENT) {
      return ZERO;
    }
    if (scale <= 0) {
      return rounded(digits.multiply(BigInteger.TEN.pow(-scale)), 0, PRECISION, false);
    }
    return quotient(digits, BigInteger.TEN.pow(scale), 0, PRECISION);
  }

  /**
   * A double, with its 53 bits.
   *
   * @throws ArithmeticException if it is not a number
   */
  public static HclNumber of(double value) {
    if (Double.isNaN(value)) {
      throw new ArithmeticException("not a number");
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? INFINITY : NEGATIVE_INFINITY;
    }
    long bits = Double.doubleToLongBits(value);
    int biased = (int) ((bits >> 52) & 0x7ff);
    long fraction = bits & ((1L << 52) - 1);
    BigInteger whole = BigInteger.valueOf(biased == 0 ? fraction : fraction | (1L << 52));
    BigInteger signed = bits < 0 ? whole.negate() : whole;
    return rounded(signed, Math.max(biased, 1) - 1075, DOUBLE_PRECISION, false);
  }

  /**
   * Reads decimal text: an optional minus sign, digits with an optional fraction, and an optional
   * exponent.
   *
   * @throws NumberFormatException if the text is not such a number
   */
  public static HclNumber parse(String text) {
    if (!NumberText.isDecimal(text)) {
      throw new NumberFormatException("not a number: " + text);
    }
    return NumberText.parse(text);
  }

  static HclNumber rounded(BigInteger value, long exponent, int precision, boolean sticky) {
    int sign = value.signum();
    if (sign == 0) {
      return new HclNumber(BigInteger.ZERO, 0, precision, 0);
    }
    BigInteger magnitude = value.abs();
    long scale = exponent;
    int excess = magnitude.bitLength() - precision;
    if (excess > 0) {
      boolean half = magnitude.testBit(excess - 1);
      boolean rest = sticky || magnitude.getLowestSetBit() < excess - 1;
      magnitude = magnitude.shiftRight(excess);
      if (half && (rest || magnitude.testBit(0))) {
        magnitude = magnitude.add(BigInteger.ONE);
      }
      scale += excess;
    }
    int zeros = magnitude.getLowestSetBit();
    magnitude = magnitude.shiftRight(zeros);
    scale += zeros;
    if (scale + magnitude.bitLength() > MAX_EXPONENT) {
      return sign > 0 ? INFINITY : NEGATIVE_INFINITY;
    }
    if (scale + magnitude.bitLength() < -MAX_EXPONENT) {
      return new HclNumber(BigInteger.ZERO, 0, precision, 0);
    }
    return new HclNumber(sign < 0 ? magnitude.negate() : magnitude, (int) scale, precision, 0);
  }

  private static HclNumber quotient(BigInteger left, BigInteger right, long exponent, int prec) {
    int shift = Math.max(0, prec + 3 - left.bitLength() + right.bitLength());
    BigInteger[] parts = left.abs().shiftLeft(shift).divideAndRemainder(right.abs());
    boolean sticky = parts[1].signum() != 0;
    BigInteger signed = left.signum() * right.signum() < 0 ? parts[0].negate() : parts[0];
    return rounded(signed, exponent - shift, prec, sticky);
  }

  /** The sum. Adding opposite infinities throws {@link ArithmeticException}. */
  public HclNumber add(HclNumber other) {
    if (infinite != 0 || other.infinite != 0) {
      if (infinite != 0 && other.infinite != 0 && infinite != other.infinite) {
        throw new ArithmeticException("can't compute sum of opposing infinities");
      }
      return infinite != 0 ? this : other;
    }
    int prec = Math.max(precision, other.precision);
    if (negativeZero && other.negativeZero) {
      return zero(prec, true);
    }
    int common = Math.min(exponent, other.exponent);
    BigInteger left = mantissa.shiftLeft(exponent - common);
    BigInteger right = other.mantissa.shiftLeft(other.exponent - common);
    return rounded(left.add(right), common, prec, false);
  }

  /** The difference. Subtracting equal infinities throws {@link ArithmeticException}. */
  public HclNumber subtract(HclNumber other) {
    if (infinite != 0 && infinite == other.infinite) {
      throw new ArithmeticException("can't subtract infinity from itself");
    }
    return add(other.negate());
  }

  /** The product. Zero times infinity throws {@link ArithmeticException}. */
  public HclNumber multiply(HclNumber other) {
    if (infinite != 0 || other.infinite != 0) {
      if (signum() == 0 || other.signum() == 0) {
        throw new ArithmeticException("can't multiply zero by infinity");
      }
      return signum() * other.signum() > 0 ? INFINITY : NEGATIVE_INFINITY;
    }
    if (signum() == 0 || other.signum() == 0) {
      return zero(Math.max(precision, other.precision), isNegative() != other.isNegative());
    }
    return rounded(
        mantissa.multiply(other.mantissa),
        (long) exponent + other.exponent,
        Math.max(precision, other.precision),
        false);
  }

  /**
   * The quotient; a number other than zero divided by zero is an infinity. Zero by zero and
   * infinity by infinity throw {@link ArithmeticException}.
   */
  public HclNumber divide(HclNumber other) {
    if ((signum() == 0 && other.signum() == 0) || (infinite != 0 && other.infinite != 0)) {
      throw new ArithmeticException("can't divide zero by zero or infinity by infinity");
    }
    int prec = Math.max(precision, other.precision);
    boolean negative = isNegative() != other.isNegative();
    if (infinite != 0 || other.signum() == 0) {
      return negative ? NEGATIVE_INFINITY : INFINITY;
    }
    if (other.infinite != 0 || signum() == 0) {
      return zero(prec, negative);
    }
    return quotient(mantissa, other.mantissa, (long) exponent - other.exponent, prec);
  }

  /**
   * The remainder of the truncating division; the number itself when divided by zero. With an
   * infinity on either side there is none: {@link ArithmeticException}.
   */
  public HclNumber remainder(HclNumber other) {
    if (other.signum() == 0) {
      return this;
    }
    if (infinite != 0 || other.infinite != 0) {
      throw new ArithmeticException("can't use modulo with zero and infinity");
    }
    return subtract(divide(other).truncate().multiply(other));
  }

  /** The number with the opposite sign. */
  public HclNumber negate() {
    boolean zero = signum() == 0 && !negativeZero;
    return new HclNumber(mantissa.negate(), exponent, precision, -infinite, zero);
  }

  /** The number without its sign. */
  public HclNumber abs() {
    return isNegative() ? negate() : this;
  }

  /** The number without its fraction. */
  public HclNumber truncate() {
    if (infinite != 0 || exponent >= 0) {
      return this;
    }
    BigInteger whole = mantissa.abs().shiftRight(-exponent);
    return rounded(mantissa.signum() < 0 ? whole.negate() : whole, 0, precision, false);
  }

  /** Whether the number has no fraction; false for the infinities. */
  public boolean isWhole() {
    return infinite == 0 && exponent >= 0;
  }

  /** Whether the number is an infinity. */
  public boolean isInfinite() {
    return infinite != 0;
  }

  /** -1, 0 or 1. */
  public int signum() {
    return infinite != 0 ? infinite : mantissa.signum();
  }

  /** Bits of mantissa that results of operations on this number keep at least. */
  public int precision() {
    return precision;
  }

  /** Whether the number is whole and fits an int. */
  public boolean fitsInt() {
    return isWhole() && (long) mantissa.bitLength() + exponent < Integer.SIZE;
  }

  /** Whether the number is whole and fits a long. */
  public boolean fitsLong() {
    return isWhole() && (long) mantissa.bitLength() + exponent < Long.SIZE;
  }

  /** The number as an int; {@link ArithmeticException} if it does not fit. */
  public int intValueExact() {
    return toBigInteger().intValueExact();
  }

  /** The number as a long; {@link ArithmeticException} if it does not fit. */
  public long longValueExact() {
    return toBigInteger().longValueExact();
  }

  /** The nearest double. */
  public double doubleValue() {
    return infinite != 0 ? infinite * Double.POSITIVE_INFINITY : toExactDecimal().doubleValue();
  }

  /** The whole part; {@link ArithmeticException} for an infinity. */
  public BigInteger toBigInteger() {
    if (infinite != 0) {
      throw new ArithmeticException("an infinity has no decimal form");
    }
    HclNumber whole = truncate();
    return whole.mantissa.shiftLeft(whole.exponent);
  }

  /** The shortest decimal that stands for this number; {@link ArithmeticException} if infinite. */
  public BigDecimal toBigDecimal() {
    return NumberText.shortest(this);
  }

  /** Every digit of the number; {@link ArithmeticException} for an infinity. */
  public BigDecimal toExactDecimal() {
    if (infinite != 0) {
      throw new ArithmeticException("an infinity has no decimal form");
    }
    return NumberText.exact(mantissa, exponent);
  }

  BigInteger mantissa() {
    return mantissa;
  }

  int exponent() {
    return exponent;
  }

  @Override
  public int compareTo(HclNumber other) {
    if (infinite != 0 || other.infinite != 0) {
      return Integer.compare(infinite, other.infinite);
    }
    int signs = Integer.compare(signum(), other.signum());
    if (signs != 0 || signum() == 0) {
      return signs;
    }
    long top = (long) mantissa.bitLength() + exponent;
    long otherTop = (long) other.mantissa.bitLength() + other.exponent;
    if (top != otherTop) {
      return top > otherTop ? signum() : -signum();
    }
    int common = Math.min(exponent, other.exponent);
    return mantissa
        .shiftLeft(exponent - common)
        .compareTo(other.mantissa.shiftLeft(other.exponent - common));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HclNumber number
        && infinite == number.infinite
        && exponent == number.exponent
        && mantissa.equals(number.mantissa);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mantissa, exponent, infinite);
  }

  /** The shortest plain decimal text, without an exponent. */
  @Override
  public String toString() {
    if (infinite != 0) {
      return infinite > 0 ? "+Inf" : "-Inf";
    }
    BigDecimal decimal = toBigDecimal();
    if (decimal.signum() == 0) {
      return negativeZero ? "-0" : "0";
    }
    return decimal.stripTrailingZeros().toPlainString();
  }
}
