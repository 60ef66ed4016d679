package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerIdempotenceTest {
  @Test
  void aDaemonOfTheRunnersOwnMachineIsNotThatOfAnotherRunner() throws Exception {
    assertThat(idempotent(Map.of())).isFalse();
    assertThat(idempotent(host("unix:///var/run/docker.sock"))).isFalse();
  }

  @Test
  void aDaemonThatIsNamedIsTheSameForEveryRunner() throws Exception {
    assertThat(idempotent(host("tcp://docker.example:2376"))).isTrue();
  }

  private static Map<String, Object> host(String address) {
    return Map.of("client_config", Map.of("host", address));
  }

  private static boolean idempotent(Map<String, Object> config) throws Exception {
    return new DockerPlugin().platform().orElseThrow().create(config).idempotent();
  }
}
