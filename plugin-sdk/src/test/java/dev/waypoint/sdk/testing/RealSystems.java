package dev.waypoint.sdk.testing;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Real systems for tests, each named by an environment variable. */
public final class RealSystems {
  private RealSystems() {}

  /**
   * What a variable says. Skips the test, or the class when it is called before all of its tests,
   * where the variable is not set; with {@code WAYPOINT_TEST_REQUIRED=1} that is a failure.
   *
   * @param start how somebody gets such a system
   */
  public static String need(String variable, String start) {
    Optional<String> value =
        Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isBlank());
    String missing = "%s is not set: %s".formatted(variable, start);
    if (value.isEmpty() && "1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"))) {
      throw new IllegalStateException(missing);
    }
    Assumptions.assumeTrue(value.isPresent(), missing);
    return value.orElseThrow();
  }
}
