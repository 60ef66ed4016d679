package dev.waypoint.plugin.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;

/** Amounts as Kubernetes writes them: 500m, 1.5, 2Gi. */
final class Quantities {
  private Quantities() {}

  /**
   * @throws IllegalArgumentException names the setting and the text if it is not an amount
   */
  static Quantity parse(String setting, String text) {
    try {
      BigDecimal amount = Quantity.getAmountInBytes(new Quantity(text.strip()));
      if (amount.signum() < 0) {
        throw new IllegalArgumentException("it is negative");
      }
      return new Quantity(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s \"%s\" is not an amount such as 500m, 2 or 1Gi".formatted(setting, text), e);
    }
  }
}
