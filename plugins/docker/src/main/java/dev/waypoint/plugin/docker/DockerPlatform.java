package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Container;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.component.StatusReport;
import dev.waypoint.sdk.output.Step;
import java.util.Map;
import java.util.Optional;

/** A deployment is a container whose name and label hold the deployment's id. */
final class DockerPlatform implements Platform {
  private final DeployConfig config;

  DockerPlatform(DeployConfig config) {
    this.config = config;
  }

  /** Only where another runner reaches the same daemon: one that is named, and not by a socket. */
  @Override
  public boolean idempotent() {
    return config
        .clientConfig()
        .flatMap(ClientConfig::host)
        .filter(host -> !host.startsWith("unix:"))
        .isPresent();
  }

  @Override
  public Deployment deploy(OperationContext context, Artifact artifact)
      throws PluginException, InterruptedException {
    ImageArtifact image = ImageArtifact.read(artifact);
    try (Docker docker = Docker.connect(config.clientConfig())) {
      return deploy(docker, context, image);
    } catch (DockerFault e) {
      throw e.toPluginException();
    }
  }

  private Deployment deploy(Docker docker, OperationContext context, ImageArtifact artifact)
      throws DockerFault, PluginException, InterruptedException {
    InspectImageResponse image = image(new Images(docker, context.terminal()), artifact);
    DeploymentContainer wanted = DeploymentContainer.of(config, context, image);
    Containers containers = new Containers(docker);
    boolean complete = false;
    try (Step step = context.terminal().step("Starting the container " + wanted.name())) {
      boolean runs =
          containers
              .find(wanted.name())
              .map(present -> Boolean.TRUE.equals(present.getState().getRunning()))
              .orElse(false);
      if (!runs) {
        create(docker, containers, wanted, image.getId());
      }
      ContainerStart start = new ContainerStart(docker, config, context.terminal());
      InspectContainerResponse container = start.await(wanted);
      Deployment deployment = describe(context, wanted, container, artifact);
      step.done("Container %s runs".formatted(wanted.name()));
      complete = true;
      return deployment;
    } finally {
      if (!complete) {
        removeFailed(containers, wanted.name());
      }
    }
  }

  /** The image that was built or pushed, even if its tag means another one by now. */
  private InspectImageResponse image(Images images, ImageArtifact artifact)
      throws DockerFault, InterruptedException {
    if (artifact.imageId().isPresent()) {
      Optional<InspectImageResponse> built = images.find(artifact.imageId().get());
      if (built.isPresent()) {
        return built.get();
      }
    }
    return images.ensure(artifact.pushed(), config.forcePull(), config.auth());
  }

  private void create(
      Docker docker, Containers containers, DeploymentContainer wanted, String image)
      throws DockerFault, InterruptedException {
    // What an earlier attempt may have left.
    containers.remove(wanted.name());
    Networks networks = new Networks(docker);
    String network = config.network().isPresent() ? config.network().get() : networks.shared();
    String id =
        docker.finish(
            "make the container " + wanted.name(),
            client -> wanted.describe(client, image, network).exec().getId());
    networks.connect(id, config.networks());
    containers.start(id);
  }

  private Deployment describe(
      OperationContext context,
      DeploymentContainer wanted,
      InspectContainerResponse container,
      ImageArtifact artifact) {
    String url = DeploymentUrl.of(config, wanted.servicePort(), container);
    return Deployment.of(
        context,
        Map.of(
            "container", wanted.name(),
            "container_id", container.getId(),
            "image", artifact.reference().toString(),
            "url", url),
        Optional.of(url));
  }

  /** Also when the operation was cancelled, which must not cancel this. */
  private static void removeFailed(Containers containers, String name) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    try {
      containers.remove(name);
    } catch (DockerFault _) {
      // The fault that led here is the one to tell.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void destroy(OperationContext context, Deployment deployment)
      throws PluginException, InterruptedException {
    try (Docker docker = Docker.connect(config.clientConfig())) {
      Containers containers = new Containers(docker);
      Map<String, String> label = Map.of(DeploymentContainer.DEPLOYMENT_LABEL, deployment.id());
      for (Container container : containers.labelled(label)) {
        String name = container.getNames()[0].substring(1);
        try (Step step = context.terminal().step("Removing the container " + name)) {
          containers.stop(container.getId(), config.stopTimeout());
          containers.remove(container.getId());
          step.done("Removed the container " + name);
        }
      }
    } catch (DockerFault e) {
      throw e.toPluginException();
    }
  }

  @Override
  public StatusReport status(OperationContext context, Deployment deployment)
      throws PluginException, InterruptedException {
    try (Docker docker = Docker.connect(config.clientConfig())) {
      return new ContainerStatus(docker, config).ask(deployment);
    } catch (DockerFault e) {
      throw e.toPluginException();
    }
  }
}
