package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {
  private static final String BELOW =
      """
      {"Priority": 50, "Datacenters": ["dc1"], "TaskGroups": [{"Name": "runner", "Count": 1,
        "Tasks": [{"Name": "runner", "Config": {"image": "a"}, "Resources": {"CPU": 1, "MemoryMB": 2}}]}]}
      """;

  @Test
  void objectsAreLaidOverEachOtherAndNamedThingsFoundByTheirNames() throws Exception {
    ObjectNode merged =
        over(
            """
            {"Priority": 10, "Datacenters": ["dc2", "dc3"], "NodePool": "gpu", "TaskGroups": [{"Name": "runner",
              "Tasks": [
                {"Name": "runner", "Resources": {"CPU": 7}, "Config": {"labels": {"a": "b"}}},
                {"Name": "sidecar", "Driver": "docker"}]}]}
            """);
    assertThat(merged)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"Priority": 10, "Datacenters": ["dc2", "dc3"], "TaskGroups": [{"Name": "runner", "Count": 1,
                      "Tasks": [
                        {"Name": "runner", "Config": {"image": "a", "labels": {"a": "b"}},
                         "Resources": {"CPU": 7, "MemoryMB": 2}},
                        {"Name": "sidecar", "Driver": "docker"}]}],
                     "NodePool": "gpu"}
                    """));
  }

  @Test
  void theFormOfTheCommandLineIsTakenToo() throws Exception {
    assertThat(over("{\"Job\": {\"Priority\": 70}}").path("Priority").asInt()).isEqualTo(70);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"Type": "service"}                          | job.Type cannot be set
          {"Job": {"Namespace": "x"}}                  | job.Namespace cannot be set
          {"TaskGroups": {}}                           | job.TaskGroups is not a list
          {"TaskGroups": [{"Count": 2}]}               | job.TaskGroups has an element without a Name
          {"TaskGroups": [{"Name": "g", "Tasks": [1]}]} | job.TaskGroups.g.Tasks has an element without a Name
          {"TaskGroups": [{"Name": "runner", "Tasks": [{"Name": "t", "Config": {"privileged": true}}]}]} | privileged cannot be set
          """)
  void whatIsNotTheProfilesBusinessIsRefused(String overlay, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Overlay.parse(overlay))
        .withMessageContaining(message);
  }

  private static ObjectNode over(String overlay) throws Exception {
    return Overlay.parse(overlay).over((ObjectNode) new ObjectMapper().readTree(BELOW));
  }
}
