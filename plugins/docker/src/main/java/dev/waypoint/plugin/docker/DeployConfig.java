package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.RestartPolicy;
import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an image is run. */
record DeployConfig(
    @Doc("The command; without it, the image's own") List<String> command,
    @Doc(
            "The port on which the application listens, given to it as PORT;"
                + " without it, the one that the image exposes, else 3000")
        Optional<Integer> servicePort,
    @Doc(
            "The port under which it is reached; without it, a free one. With a fixed port, one"
                + " deployment has to be destroyed before the next one can start")
        Optional<Integer> hostPort,
    @Doc("The address on which ports are published; 0.0.0.0 opens them to other machines")
        @Default("127.0.0.1")
        String publishAddress,
    @Doc("The host in the deployment's URL; without it, the publish_address")
        Optional<String> urlHost,
    @Doc("More published ports: host:container") List<String> ports,
    @Doc("More ports of the container, published on free ports") List<String> extraPorts,
    @Doc("Folders of the container that are kept in memory only") List<String> scratchPath,
    @Doc("The network; without it, the one labelled use=waypoint, made if there is none")
        Optional<String> network,
    @Doc("More networks, which must be there") List<String> networks,
    @Doc("Folders and volumes: source:target[:options]") List<String> binds,
    @Doc("More environment; the application's configuration wins")
        Map<String, String> staticEnvironment,
    @Doc("More labels for the container") Map<String, String> labels,
    @Doc("What the container may use") Optional<Resources> resources,
    @Doc("What happens when the process ends") @Default("unless_stopped") Restart restart,
    @Doc("Pull the image even if it is there") @Default("false") boolean forcePull,
    @Doc("Who we are at the image's registry") Optional<AuthConfig> auth,
    @Doc("How health is asked by HTTP; without it, the container's state is looked at")
        Optional<Health> health,
    @Doc("How long it may take until it runs and is healthy") @Default("60s") Duration startTimeout,
    @Doc("How long the process may take to end when it is destroyed") @Default("10s")
        Duration stopTimeout,
    @Doc("Which daemon to talk to") Optional<ClientConfig> clientConfig) {
  /** Docker's restart policies. */
  enum Restart {
    NO,
    ON_FAILURE,
    UNLESS_STOPPED,
    ALWAYS;

    RestartPolicy policy() {
      return switch (this) {
        case NO -> RestartPolicy.noRestart();
        case ON_FAILURE -> RestartPolicy.onFailureRestart(0);
        case UNLESS_STOPPED -> RestartPolicy.unlessStoppedRestart();
        case ALWAYS -> RestartPolicy.alwaysRestart();
      };
    }
  }

  /** Asks the deployment's URL. The runner must be able to reach it. */
  record Health(
      @Doc("The path to ask; a status of 2xx is healthy") @Default("/") String path,
      @Doc("How long an answer may take") @Default("5s") Duration timeout) {}

  DeployConfig {
    binds.forEach(BindMounts::parse);
    ports.forEach(PublishedPort::parse);
    extraPorts.forEach(PublishedPort::number);
  }
}
