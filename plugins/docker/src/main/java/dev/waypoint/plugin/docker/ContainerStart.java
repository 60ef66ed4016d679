package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Health;
import dev.waypoint.sdk.component.HttpHealthCheck;
import dev.waypoint.sdk.component.StatusReport;
import dev.waypoint.sdk.output.Terminal;
import java.time.Duration;
import java.time.Instant;

/** Waits until a container that was started runs, and is healthy where that can be asked. */
final class ContainerStart {
  /** How long a container has to run to count as running, where there is nothing else to ask. */
  private static final Duration STEADY = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Docker docker;
  private final DeployConfig config;
  private final Terminal terminal;

  ContainerStart(Docker docker, DeployConfig config, Terminal terminal) {
    this.docker = docker;
    this.config = config;
    this.terminal = terminal;
  }

  /**
   * @throws PluginException if it ends, is unhealthy, or takes too long; its output was shown
   */
  InspectContainerResponse await(DeploymentContainer wanted)
      throws DockerFault, PluginException, InterruptedException {
    Containers containers = new Containers(docker);
    Instant end = Instant.now().plus(config.startTimeout());
    while (true) {
      InspectContainerResponse container =
          containers
              .find(wanted.name())
              .orElseThrow(
                  () ->
                      new PluginException(
                          "the container %s was removed while it started"
                              .formatted(wanted.name())));
      String obstacle = obstacle(wanted, container);
      if (obstacle.isEmpty()) {
        return container;
      }
      if (Instant.now().isAfter(end)) {
        throw failed(
            wanted.name(),
            "is not ready after %d s: %s".formatted(config.startTimeout().toSeconds(), obstacle));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /** Empty: it is ready. */
  private String obstacle(DeploymentContainer wanted, InspectContainerResponse container)
      throws DockerFault, PluginException, InterruptedException {
    ContainerState state = container.getState();
    if (!Boolean.TRUE.equals(state.getRunning()) || Boolean.TRUE.equals(state.getRestarting())) {
      throw failed(
          wanted.name(), "ended at its start with exit code %d".formatted(state.getExitCodeLong()));
    }
    boolean steady = Instant.parse(state.getStartedAt()).plus(STEADY).isBefore(Instant.now());
    Integer restarts = container.getRestartCount();
    if (restarts != null && restarts > 0) {
      if (steady) {
        throw failed(wanted.name(), "ended at its start and was started again");
      }
      // The exit code is told until the daemon starts it again, and after its next end.
      return "it has just been started again";
    }
    if (state.getHealth() != null && !"none".equals(state.getHealth().getStatus())) {
      return healthObstacle(wanted.name(), state.getHealth().getStatus());
    }
    if (config.health().isPresent()) {
      return httpObstacle(wanted, container, config.health().get());
    }
    return steady ? "" : "it has just started";
  }

  private String healthObstacle(String name, String status)
      throws DockerFault, PluginException, InterruptedException {
    if ("unhealthy".equals(status)) {
      throw failed(name, "is unhealthy, by the image's own check");
    }
    return "healthy".equals(status) ? "" : "the image's own check says " + status;
  }

  private String httpObstacle(
      DeploymentContainer wanted, InspectContainerResponse container, DeployConfig.Health health)
      throws PluginException, InterruptedException {
    String url = DeploymentUrl.of(config, wanted.servicePort(), container) + health.path();
    StatusReport report = new HttpHealthCheck(health.timeout()).ask(url);
    return report.health() == Health.READY ? "" : report.message();
  }

  private PluginException failed(String name, String what)
      throws DockerFault, InterruptedException {
    new LogFollower(docker, name, terminal).readWritten();
    return new PluginException("the container %s %s; what it wrote is above".formatted(name, what));
  }
}
