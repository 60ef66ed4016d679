package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @Test
  void whatKubernetesTakesIsLeftAsItIs() {
    assertThat(Labels.encode(Map.of("waypoint.job", "01HX", "waypoint.project", "my_app.v1-2")))
        .containsEntry("waypoint.job", "01HX")
        .containsEntry("waypoint.project", "my_app.v1-2");
    assertThat(Labels.encode("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my project",
        "-starts-and-ends-",
        "größer",
        "///",
        "a-name-that-is-much-longer-than-the-sixty-three-characters-that-a-label-may-have"
      })
  void otherValuesBecomeOnesThatItTakes(String value) {
    assertThat(Labels.encode(value))
        .matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
        .hasSizeLessThanOrEqualTo(63)
        .isEqualTo(Labels.encode(value));
  }

  @Test
  void valuesThatDifferStayDifferent() {
    assertThat(Labels.encode("my project")).isNotEqualTo(Labels.encode("my/project"));
    assertThat(Labels.encode("my project")).startsWith("my-project-");
  }
}
