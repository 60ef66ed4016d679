package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;

/** Functions on numbers. */
final class NumberFunctions {
  private static final int MAX_BASE = 62;

  private NumberFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("abs", unary(HclNumber::abs));
    functions.put("ceil", unary(n -> round(n, RoundingMode.CEILING)));
    functions.put("floor", unary(n -> round(n, RoundingMode.FLOOR)));
    functions.put("signum", unary(NumberFunctions::signum));
    functions.put("min", extreme(BinaryOperator.minBy(Comparator.naturalOrder())));
    functions.put("max", extreme(BinaryOperator.maxBy(Comparator.naturalOrder())));
    functions.put("log", binary("num", "base", (n, b) -> Math.log(n) / Math.log(b)));
    functions.put("pow", binary("num", "power", NumberFunctions::power));
    functions.put("parseint", parseInt());
  }

  private static Function unary(UnaryOperator<HclNumber> operator) {
    return Function.builder()
        .parameter("num", Type.NUMBER)
        .returns(Type.NUMBER)
        .body(arguments -> Value.number(operator.apply(arguments.getFirst().asNumber())));
  }

  private static double power(double number, double power) {
    boolean one = Math.abs(number) == 1 && Double.isInfinite(power);
    return one ? 1 : Math.pow(number, power);
  }

  private static HclNumber signum(HclNumber number) {
    if (!number.isWhole() || !number.fitsLong()) {
      throw new FunctionException(Arguments.NOT_WHOLE);
    }
    return HclNumber.of(number.signum());
  }

  private static HclNumber round(HclNumber number, RoundingMode mode) {
    if (number.isInfinite() || number.isWhole()) {
      return number;
    }
    BigDecimal exact = number.toExactDecimal();
    return HclNumber.of(exact.setScale(0, mode).toBigIntegerExact());
  }

  private static Function extreme(BinaryOperator<HclNumber> choice) {
    return Function.builder()
        .variadic("numbers", Type.NUMBER)
        .returns(Type.NUMBER)
        .body(
            arguments ->
                arguments.stream()
                    .map(Value::asNumber)
                    .reduce(choice)
                    .map(Value::number)
                    .orElseThrow(() -> new FunctionException("must pass at least one number")));
  }

  private static Function binary(String left, String right, DoubleBinaryOperator operator) {
    return Function.builder()
        .parameter(left, Type.NUMBER)
        .parameter(right, Type.NUMBER)
        .returns(Type.NUMBER)
        .body(
            arguments -> {
              double result =
                  operator.applyAsDouble(
                      arguments.get(0).asNumber().doubleValue(),
                      arguments.get(1).asNumber().doubleValue());
              if (Double.isNaN(result)) {
                throw new FunctionException("the result is not a number");
              }
              return Value.number(HclNumber.of(result));
            });
  }

  private static Function parseInt() {
    return Function.builder()
        .parameter("number", Type.DYNAMIC)
        .parameter("base", Type.NUMBER)
        .returns(
            arguments -> {
              Type type = arguments.getFirst().type();
              if (type != Type.STRING) {
                throw new FunctionException(
                    0, "first argument must be a string, not " + type.friendlyName());
              }
              return Type.NUMBER;
            })
        .body(NumberFunctions::parse);
  }

  private static Value parse(List<Value> arguments) {
    HclNumber base = arguments.get(1).asNumber();
    if (!base.fitsInt() || base.intValueExact() < 2 || base.intValueExact() > MAX_BASE) {
      throw new FunctionException(1, "base must be a whole number between 2 and 62 inclusive");
    }
    String text = arguments.getFirst().asString();
    return digits(text, base.intValueExact())
        .map(number -> Value.number(HclNumber.of(number)))
        .orElseThrow(
            () ->
                new FunctionException(
                    0, "cannot parse \"%s\" as a base %s integer".formatted(text, base)));
  }

  private static Optional<BigInteger> digits(String text, int base) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    BigInteger result = BigInteger.ZERO;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digit(digits.charAt(i), base);
      if (digit < 0 || digit >= base) {
        return Optional.empty();
      }
      result = result.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
    }
    return Optional.of(text.startsWith("-") ? result.negate() : result);
  }

  /** Up to base 36 both cases mean the same; above, upper case follows lower case. */
  private static int digit(char c, int base) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + (base <= 36 ? 10 : 36);
    }
    return -1;
  }
}
