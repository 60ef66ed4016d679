package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Container;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Health;
import dev.waypoint.sdk.component.HttpHealthCheck;
import dev.waypoint.sdk.component.StatusReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a deployment's container and, where it is configured, asks it by HTTP. */
final class ContainerStatus {
  private final Docker docker;
  private final DeployConfig config;

  ContainerStatus(Docker docker, DeployConfig config) {
    this.docker = docker;
    this.config = config;
  }

  StatusReport ask(Deployment deployment)
      throws DockerFault, PluginException, InterruptedException {
    Containers containers = new Containers(docker);
    List<Container> found =
        containers.labelled(Map.of(DeploymentContainer.DEPLOYMENT_LABEL, deployment.id()));
    Optional<InspectContainerResponse> container =
        found.isEmpty() ? Optional.empty() : containers.find(found.getFirst().getId());
    if (container.isEmpty()) {
      return new StatusReport(
          Health.MISSING, "there is no container of the deployment " + deployment.id());
    }
    StatusReport report = ofState(container.get());
    if (report.health() == Health.READY
        && config.health().isPresent()
        && deployment.url().isPresent()) {
      DeployConfig.Health health = config.health().get();
      return new HttpHealthCheck(health.timeout()).ask(deployment.url().get() + health.path());
    }
    return report;
  }

  private static StatusReport ofState(InspectContainerResponse container) {
    String name = container.getName().replaceFirst("^/", "");
    ContainerState state = container.getState();
    if (Boolean.TRUE.equals(state.getOOMKilled())) {
      return new StatusReport(
          Health.DOWN, "the container %s used more memory than it may".formatted(name));
    }
    if (!Boolean.TRUE.equals(state.getRunning()) || Boolean.TRUE.equals(state.getRestarting())) {
      return new StatusReport(
          Health.DOWN,
          "the container %s is %s, exit code %d"
              .formatted(name, state.getStatus(), state.getExitCodeLong()));
    }
    String checked = state.getHealth() == null ? "none" : state.getHealth().getStatus();
    return switch (checked) {
      case "starting" -> new StatusReport(Health.ALIVE, "the container %s starts".formatted(name));
      case "unhealthy" ->
          new StatusReport(Health.DOWN, "the container %s is unhealthy".formatted(name));
      default -> new StatusReport(Health.READY, "the container %s runs".formatted(name));
    };
  }
}
