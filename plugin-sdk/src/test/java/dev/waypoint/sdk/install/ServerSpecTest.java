package dev.waypoint.sdk.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSpecTest {
  @Test
  void itsTextNamesTheEnvironmentWithoutItsValues() {
    ServerSpec spec =
        new ServerSpec(
            List.of("-db=jdbc:postgresql://db/waypoint"), Map.of("WAYPOINT_DB_PASSWORD", "s3cret"));
    assertThat(spec.toString())
        .contains("-db=jdbc", "WAYPOINT_DB_PASSWORD")
        .doesNotContain("s3cret");
  }
}
