package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.Network;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The network that waypoint's containers share. */
final class Networks {
  private static final String LABEL = "use";
  private static final Comparator<Network> OLDEST_FIRST =
      Comparator.comparing(Network::getCreated, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Network::getId);

  private final Docker docker;
  private final String name;

  Networks(Docker docker) {
    this(docker, "waypoint");
  }

  /**
   * @param name of the network, and what its label says
   */
  Networks(Docker docker, String name) {
    this.docker = docker;
    this.name = name;
  }

  /**
   * The network that is labelled {@code use=waypoint}: of several, the one named waypoint, else the
   * first by name. Where there is none, {@code waypoint} is made.
   *
   * <p>A daemon lets those who make one at the same time have several of one name, and then starts
   * no container by that name nor by any of their ids: all but one are removed.
   */
  String shared() throws DockerFault, InterruptedException {
    List<Network> labelled = labelled();
    if (labelled.isEmpty()) {
      create();
      labelled = labelled();
    }
    List<Network> named =
        labelled.stream()
            .filter(network -> network.getName().equals(name))
            .sorted(OLDEST_FIRST.reversed())
            .toList();
    leaveOne(named);
    return labelled.isEmpty() || !named.isEmpty()
        ? name
        : labelled.stream().map(Network::getName).sorted().toList().getFirst();
  }

  /** Whether a container was refused because the shared network is there several times or gone. */
  boolean isUnsettled(DockerFault fault) {
    String said = fault.getMessage();
    return said.contains("network %s is ambiguous".formatted(name))
        || said.contains("network %s not found".formatted(name));
  }

  /** The oldest stays, unless a younger one has containers and it has none. */
  private void leaveOne(List<Network> youngestFirst) throws DockerFault, InterruptedException {
    int left = youngestFirst.size();
    for (Network network : youngestFirst) {
      if (left > 1 && remove(network.getId())) {
        left--;
      }
    }
  }

  /** False: it has containers. */
  private boolean remove(String network) throws DockerFault, InterruptedException {
    try {
      docker.find(
          "remove the network " + network,
          client -> {
            client.removeNetworkCmd(network).exec();
            return network;
          });
      return true;
    } catch (DockerFault e) {
      if (e.getMessage().contains("active endpoints")) {
        return false;
      }
      throw e;
    }
  }

  private List<Network> labelled() throws DockerFault, InterruptedException {
    return docker.call(
        "list networks",
        client -> client.listNetworksCmd().withFilter("label", List.of(LABEL + "=" + name)).exec());
  }

  /** Somebody else may make it at the same time: that is as good. */
  private void create() throws DockerFault, InterruptedException {
    try {
      docker.run(
          "make the network " + name,
          client ->
              client
                  .createNetworkCmd()
                  .withName(name)
                  .withCheckDuplicate(true)
                  .withDriver("bridge")
                  .withAttachable(true)
                  .withLabels(Map.of(LABEL, name))
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
