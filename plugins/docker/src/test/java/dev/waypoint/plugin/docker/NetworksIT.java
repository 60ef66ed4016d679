package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresDocker
class NetworksIT {
  private final String name = "waypoint-test-" + UUID.randomUUID().toString().substring(0, 8);
  private Docker docker;

  @BeforeEach
  void connect() throws Exception {
    docker = Docker.connect(Optional.empty());
  }

  @AfterEach
  void remove() throws Exception {
    for (Network network : all()) {
      docker.run("remove it", client -> client.removeNetworkCmd(network.getId()).exec());
    }
    docker.close();
  }

  private List<Network> all() throws Exception {
    return docker.call("list", client -> client.listNetworksCmd().withNameFilter(name).exec());
  }

  private String make() throws Exception {
    return docker.call(
        "make it",
        client ->
            client
                .createNetworkCmd()
                .withName(name)
                .withCheckDuplicate(false)
                .withLabels(Map.of("use", name))
                .exec()
                .getId());
  }

  @Test
  void theNetworkIsMadeOnceAndNamed() throws Exception {
    assertThat(new Networks(docker, name).shared()).isEqualTo(name);
    assertThat(new Networks(docker, name).shared()).isEqualTo(name);
    assertThat(all()).hasSize(1);
  }

  @Test
  void ofSeveralOfTheSameNameEveryoneTakesTheOldest() throws Exception {
    String oldest = make();
    make();
    assertThat(new Networks(docker, name).shared()).isEqualTo(oldest);
  }
}
