package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {
  @Test
  void whatAwsTakesStaysAsItIs() {
    assertThat(Tags.encode(Map.of("waypoint.dev/job", "Größe 1+1 a_b-c:d@e")))
        .isEqualTo(Map.of("waypoint.dev/job", "Größe 1+1 a_b-c:d@e"));
  }

  @Test
  void whatAwsDoesNotTakeIsWrittenByItsCode() {
    assertThat(Tags.encode(Map.of("a(b)", "k=v, \"w\"")))
        .isEqualTo(Map.of("a=28b=29", "k=3Dv=2C =22w=22"));
  }

  @Test
  void whatIsTooLongIsCut() {
    assertThat(Tags.encode(Map.of("k".repeat(200), "v".repeat(300))))
        .isEqualTo(Map.of("k".repeat(128), "v".repeat(256)));
  }
}
