package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The containers that a daemon has. */
final class Containers {
  private static final int MOST_STARTS = 5;

  private final Docker docker;
  private final Networks networks;

  Containers(Docker docker) {
    this(docker, new Networks(docker));
  }

  Containers(Docker docker, Networks networks) {
    this.docker = docker;
    this.networks = networks;
  }

  /** Empty: there is none of that name or id. */
  Optional<InspectContainerResponse> find(String container)
      throws DockerFault, InterruptedException {
    return docker.find(
        "look for the container " + container,
        client -> client.inspectContainerCmd(container).exec());
  }

  /** Running or not. */
  List<Container> labelled(Map<String, String> labels) throws DockerFault, InterruptedException {
    return docker.call(
        "list containers",
        client -> client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec());
  }

  /** Fine if it runs. Puts the shared network in order where that is what keeps it from running. */
  void start(String container) throws DockerFault, InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        startOnce(container);
        return;
      } catch (DockerFault e) {
        if (tried == MOST_STARTS || !networks.isUnsettled(e)) {
          throw e;
        }
        networks.shared();
      }
    }
  }

  private void startOnce(String container) throws DockerFault, InterruptedException {
    try {
      docker.finish(
          "start the container " + container,
          client -> {
            client.startContainerCmd(container).exec();
            return container;
          });
    } catch (DockerFault e) {
      if (!(e.getCause() instanceof NotModifiedException)) {
        throw e;
      }
    }
  }

  /** Asks the process to end, and forces it after the grace. Fine if it has ended or is gone. */
  void stop(String container, Duration grace) throws DockerFault, InterruptedException {
    try {
      docker.find(
          "stop the container " + container,
          client -> {
            client.stopContainerCmd(container).withTimeout((int) grace.toSeconds()).exec();
            return container;
          });
    } catch (DockerFault e) {
      if (!(e.getCause() instanceof NotModifiedException)) {
        throw e;
      }
    }
  }

  /** With its anonymous volumes. Fine if it is gone or somebody else removes it. */
  void remove(String container) throws DockerFault, InterruptedException {
    try {
      docker.find(
          "remove the container " + container,
          client -> {
            client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
            return container;
          });
    } catch (DockerFault e) {
      if (!e.getMessage().contains("already in progress")) {
        throw e;
      }
    }
  }
}
