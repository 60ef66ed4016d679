package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    for (Container container : new Containers(docker).labelled(Map.of("use", name))) {
      new Containers(docker).remove(container.getId());
    }
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

  private String container() throws Exception {
    return docker.call(
        "make a container",
        client ->
            client
                .createContainerCmd(RequiresDocker.IMAGE)
                .withCmd("sh", "-c", "exit 0")
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(name))
                .withLabels(Map.of("use", name))
                .exec()
                .getId());
  }

  @Test
  void ofSeveralOfTheSameNameTheOldestIsLeft() throws Exception {
    String oldest = make();
    make();
    make();
    assertThat(new Networks(docker, name).shared()).isEqualTo(name);
    assertThat(all()).extracting(Network::getId).containsExactly(oldest);
  }

  @Test
  void aContainerStartsThoughItsNetworkCameToBeThereTwice() throws Exception {
    String oldest = make();
    String container = container();
    make();
    new Containers(docker, new Networks(docker, name)).start(container);
    assertThat(all()).extracting(Network::getId).containsExactly(oldest);
  }

  @Test
  void aContainerStartsThoughItsNetworkIsGone() throws Exception {
    String gone = make();
    String container = container();
    docker.run("remove it", client -> client.removeNetworkCmd(gone).exec());
    new Containers(docker, new Networks(docker, name)).start(container);
    assertThat(all()).hasSize(1);
  }

  @Test
  void manyMayMakeItAtOnce() throws Exception {
    Networks networks = new Networks(docker, name);
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> started =
          pool.invokeAll(
              Collections.nCopies(
                  6,
                  () -> {
                    networks.shared();
                    String container = container();
                    new Containers(docker, networks).start(container);
                    return container;
                  }));
      for (Future<String> each : started) {
        each.get();
      }
    }
    networks.shared();
    assertThat(all()).hasSize(1);
  }
}
