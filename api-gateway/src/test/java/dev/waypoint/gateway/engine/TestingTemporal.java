package dev.waypoint.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The real Temporal program for tests: named by WAYPOINT_TEST_TEMPORAL. Without it tests that need
 * it are skipped, or fail where WAYPOINT_TEST_REQUIRED=1 says that nothing may be skipped.
 */
public final class TestingTemporal {
  private static final String VARIABLE = "WAYPOINT_TEST_TEMPORAL";

  private TestingTemporal() {}

  public static Path binary() {
    String path = System.getenv(VARIABLE);
    if ("1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"))) {
      assertThat(path).as("%s names the temporal program", VARIABLE).isNotBlank();
    }
    Assumptions.assumeTrue(path != null && !path.isBlank(), VARIABLE + " is not set");
    return Path.of(path);
  }
}
