package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;

/** The network that waypoint's containers share. */
final class Networks {
  private static final String NAME = "waypoint";
  private static final Map<String, String> LABEL = Map.of("use", "waypoint");

  private final Docker docker;

  Networks(Docker docker) {
    this.docker = docker;
  }

  /**
   * The network that is labelled {@code use=waypoint}: of several, the one named waypoint, else the
   * first by name. Where there is none, {@code waypoint} is made.
   */
  String shared() throws DockerFault, InterruptedException {
    List<String> labelled = labelled();
    if (labelled.isEmpty()) {
      create();
      labelled = labelled();
    }
    return labelled.isEmpty() || labelled.contains(NAME) ? NAME : labelled.getFirst();
  }

  private List<String> labelled() throws DockerFault, InterruptedException {
    return docker
        .call(
            "list networks",
            client -> client.listNetworksCmd().withFilter("label", List.of("use=waypoint")).exec())
        .stream()
        .map(Network::getName)
        .sorted()
        .toList();
  }

  /** Somebody else may make it at the same time: that is as good. */
  private void create() throws DockerFault, InterruptedException {
    try {
      docker.run(
          "make the network " + NAME,
          client ->
              client
                  .createNetworkCmd()
                  .withName(NAME)
                  .withCheckDuplicate(true)
                  .withDriver("bridge")
                  .withAttachable(true)
                  .withLabels(LABEL)
                  .exec());
    } catch (DockerFault e) {
      if (!e.isConflict()) {
        throw e;
      }
    }
  }

  /** Connects a container that does not run yet to more networks; those it has are passed over. */
  void connect(String container, List<String> networks) throws DockerFault, InterruptedException {
    for (String network : networks) {
      try {
        docker.run(
            "connect the container %s to the network %s".formatted(container, network),
            client ->
                client
                    .connectToNetworkCmd()
                    .withContainerId(container)
                    .withNetworkId(network)
                    .exec());
      } catch (DockerFault e) {
        if (!e.getMessage().contains("already exists in network")) {
          throw e;
        }
      }
    }
  }
}
