package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole job, compared with what is written down under test resources. */
class JobSpecTest {
  private static final LaunchSpec SPEC =
      new LaunchSpec(
          new TaskName("waypoint-task-01k-1"),
          "waypoint/waypoint:1",
          List.of(),
          List.of("runner", "agent", "-vv", "-id", "odr-01k-1"),
          Map.of("WAYPOINT_SERVER_TOKEN", "secret", "BOTH", "spec"),
          Map.of("waypoint.dev/job", "01K", "waypoint.dev/project", "shop"));

  @Test
  void theLeastThatIsConfigured() throws Exception {
    assertThat(job(Map.of())).isEqualTo(golden("least"));
  }

  @Test
  void everythingThatIsConfigured() throws Exception {
    assertThat(
            job(
                Map.ofEntries(
                    Map.entry("nomad_host", "https://nomad.example.com:4646"),
                    Map.entry("region", "eu"),
                    Map.entry("namespace", "ci"),
                    Map.entry("datacenter", "dc7, dc8"),
                    Map.entry("resources_cpu", 1500),
                    Map.entry("resources_memory", 3000),
                    Map.entry("static_environment", Map.of("BOTH", "config", "MORE", "yes")),
                    Map.entry("meta", Map.of("owner", "me", "waypoint.dev/job", "not this")),
                    Map.entry("force_pull", true),
                    Map.entry("secrets", "job"),
                    Map.entry("stop_timeout", "45s"),
                    Map.entry(
                        "job",
                        """
                        {"NodePool": "gpu", "TaskGroups": [{"Name": "runner", "Tasks": [{"Name": "runner",
                          "Config": {"image": "not this", "network_mode": "host"}}]}]}
                        """))))
        .isEqualTo(golden("everything"));
  }

  private static JsonNode job(Map<String, Object> values) throws Exception {
    LauncherConfig config = LauncherConfigTest.bind(values);
    // As it is sent: numbers have no size there.
    return new ObjectMapper()
        .readTree(
            new JobSpec(SPEC, config, NomadAccess.of(config.access(), Map.of())).json().toString());
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream file = JobSpecTest.class.getResourceAsStream("/jobs/" + name + ".json")) {
      return new ObjectMapper().readTree(file);
    }
  }
}
