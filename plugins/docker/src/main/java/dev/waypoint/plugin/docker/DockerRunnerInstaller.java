package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A static runner is a container that the daemon starts again whenever it is not stopped by hand.
 */
final class DockerRunnerInstaller implements RunnerInstaller {
  /** On what is made for runners that are installed; its value is the runner's id. */
  private static final String RUNNER_LABEL = "waypoint.dev/installed-runner";

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final InstallerConfig config;

  DockerRunnerInstaller(InstallerConfig config) {
    this.config = config;
  }

  private static String name(String id) {
    return "waypoint-%s-runner".formatted(id);
  }

  @Override
  public InstalledRunner install(RunnerSpec spec, Terminal terminal)
      throws PluginException, InterruptedException {
    return DockerWork.there(
        docker -> {
          ImageReference image = image();
          new Images(docker, terminal).ensure(image, false, Optional.empty());
          String name = name(spec.id());
          try (Step step = terminal.step("Installing the runner " + spec.id())) {
            remove(docker, spec.id());
            String network =
                config.runnerNetwork().isPresent()
                    ? config.runnerNetwork().get()
                    : new Networks(docker).shared();
            docker.finish(
                "make the container " + name,
                client ->
                    client
                        .createContainerCmd(image.toString())
                        .withName(name)
                        .withCmd(spec.arguments())
                        .withEnv(environment(spec))
                        .withLabels(Map.of("waypoint-type", "runner", RUNNER_LABEL, spec.id()))
                        .withHostConfig(host(network))
                        .exec());
            new Containers(docker).start(name);
            step.done("Started the container " + name);
          }
          return new InstalledRunner("container " + name, "docker logs " + name, Map.of());
        });
  }

  private static List<String> environment(RunnerSpec spec) {
    return new TreeMap<>(spec.environment())
        .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
  }

  private HostConfig host(String network) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(network)
            .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
            .withExtraHosts("host.docker.internal:host-gateway")
            .withBinds(DockerSocket.bind(config.socketPath()));
    DockerSocket.allow(host, config.socketPath());
    return host;
  }

  private ImageReference image() throws DockerFault {
    try {
      return ImageReference.parse(config.runnerImage());
    } catch (IllegalArgumentException e) {
      throw DockerFault.lasting(e.getMessage());
    }
  }

  @Override
  public boolean uninstall(String id, Terminal terminal)
      throws PluginException, InterruptedException {
    return DockerWork.there(
        docker -> {
          try (Step step = terminal.step("Removing the runner " + id)) {
            boolean removed = remove(docker, id);
            step.done(
                removed
                    ? "Removed the container " + name(id)
                    : "There was no container " + name(id));
            return removed;
          }
        });
  }

  private static boolean remove(Docker docker, String id) throws DockerFault, InterruptedException {
    Containers containers = new Containers(docker);
    Optional<InspectContainerResponse> present = containers.find(name(id));
    if (present.isEmpty()) {
      return false;
    }
    Map<String, String> labels = present.get().getConfig().getLabels();
    if (labels == null || !id.equals(labels.get(RUNNER_LABEL))) {
      throw DockerFault.lasting(
          "there is a container named %s that was not installed as the runner %s: it has no label %s=%s"
              .formatted(name(id), id, RUNNER_LABEL, id));
    }
    containers.stop(present.get().getId(), GRACE);
    containers.remove(present.get().getId());
    return true;
  }
}
