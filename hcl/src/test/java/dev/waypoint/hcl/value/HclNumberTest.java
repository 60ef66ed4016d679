package dev.waypoint.hcl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HclNumberTest {
  private static HclNumber number(String text) {
    return HclNumber.parse(text);
  }

  @Test
  void writesTheShortestDecimal() {
    assertThat(number("0.1").add(number("0.2"))).hasToString("0.3");
    assertThat(number("1.50")).hasToString("1.5");
    assertThat(number("1e3")).hasToString("1000");
    assertThat(number("1e-7")).hasToString("0.0000001");
    assertThat(number("-0.0")).hasToString("-0").isEqualTo(HclNumber.ZERO);
    assertThat(HclNumber.of(0.1)).hasToString("0.1");
    assertThat(HclNumber.of(1.0 / 3)).hasToString("0.3333333333333333");
  }

  @Test
  void keeps512BitsOfAQuotient() {
    HclNumber third = number("1").divide(number("3"));
    assertThat(third.toString()).startsWith("0.33333").hasSizeBetween(155, 158);
    assertThat(third.multiply(number("3"))).isEqualTo(number("1"));
    assertThat(number("9007199254740993").add(number("1"))).hasToString("9007199254740994");
  }

  @Test
  void dividesByZeroToInfinity() {
    assertThat(number("1").divide(HclNumber.ZERO)).isEqualTo(HclNumber.INFINITY);
    assertThat(number("-1").divide(HclNumber.ZERO)).isEqualTo(HclNumber.NEGATIVE_INFINITY);
    assertThat(number("5").remainder(HclNumber.ZERO)).isEqualTo(number("5"));
    assertThatThrownBy(() -> HclNumber.ZERO.divide(HclNumber.ZERO))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> HclNumber.INFINITY.subtract(HclNumber.INFINITY))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void truncatesTheQuotientOfARemainder() {
    assertThat(number("-10").remainder(number("3"))).isEqualTo(number("-1"));
    assertThat(number("10.5").remainder(number("3"))).isEqualTo(number("1.5"));
  }

  @Test
  void comparesAcrossMagnitudes() {
    assertThat(number("1e100")).isGreaterThan(number("1e99")).isLessThan(HclNumber.INFINITY);
    assertThat(number("-1e100")).isLessThan(number("-1e99"));
    assertThat(number("0.1")).isLessThan(number("0.11"));
  }

  @Test
  void boundsTheMagnitude() {
    assertThat(number("1e999999999999")).isEqualTo(HclNumber.INFINITY);
    assertThat(number("-1e999999999999")).isEqualTo(HclNumber.NEGATIVE_INFINITY);
    assertThat(number("1e-999999999999").signum()).isZero();
    assertThat(number("1" + "0".repeat(1_000_000)).isInfinite()).isTrue();
    assertThat(number("0." + "1".repeat(1_000_000)).toString()).startsWith("0.1111");
  }

  @Test
  void refusesWhatIsNoNumber() {
    for (String text :
        new String[] {"", "-", ".", "1e", "0x10", "1_0", "Inf", "NaN", " 1", "1.2.3"}) {
      assertThatThrownBy(() -> number(text)).as(text).isInstanceOf(NumberFormatException.class);
    }
  }
}
