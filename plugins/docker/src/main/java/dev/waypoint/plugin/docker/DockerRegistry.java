package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.component.Registry;
import dev.waypoint.sdk.output.Style;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Tags the built image and pushes it; one that was built without a daemon is pushed without one.
 */
final class DockerRegistry implements Registry {
  private final RegistryConfig config;

  DockerRegistry(RegistryConfig config) {
    this.config = config;
  }

  @Override
  public Artifact push(OperationContext context, Artifact built)
      throws PluginException, InterruptedException {
    ImageArtifact source = ImageArtifact.read(built);
    ImageReference target = ImageArtifact.reference(config.image(), config.tag());
    Optional<ImageArchive> archive = ImageArchive.of(built);
    if (archive.isPresent()) {
      return push(context, archive.get(), source.reference(), target);
    }
    try (Docker docker = Docker.connect(config.clientConfig())) {
      Images images = new Images(docker, context.terminal());
      String id = find(images, source, docker.host());
      images.tag(id, target);
      if (config.local()) {
        context.terminal().line(Style.INFO, "Tagged " + target + "; it stays on this daemon");
        return ImageArtifact.of(target, id);
      }
      images.push(target, config.credentials());
      return new ImageArtifact(target, Optional.of(id), digest(images, id, target)).toArtifact();
    } catch (DockerFault e) {
      throw e.toPluginException();
    }
  }

  private Artifact push(
      OperationContext context, ImageArchive archive, ImageReference built, ImageReference target)
      throws PluginException, InterruptedException {
    try {
      if (!config.local()) {
        RegistryAccess access = new RegistryAccess(config.credentials(), config.insecure());
        return new ArchivePush(context.terminal(), access).push(archive, target).toArtifact();
      }
      try (Docker docker = Docker.connect(config.clientConfig())) {
        String id = archive.load(docker, built);
        new Images(docker, context.terminal()).tag(id, target);
        context.terminal().line(Style.INFO, "Loaded " + target + "; it stays on this daemon");
        return ImageArtifact.of(target, id);
      }
    } catch (DockerFault e) {
      throw e.toPluginException();
    } catch (IOException e) {
      throw new PluginException("cannot read the built image: " + e.getMessage(), e);
    } finally {
      archive.remove();
    }
  }

  private static String find(Images images, ImageArtifact source, String host)
      throws DockerFault, InterruptedException {
    String name = source.imageId().orElse(source.reference().toString());
    return images
        .find(name)
        .map(InspectImageResponse::getId)
        .orElseThrow(
            () ->
                DockerFault.lasting(
                    "the image %s is not on the Docker daemon at %s: build and push have to use the same one"
                        .formatted(source.reference(), host)));
  }

  private static Optional<String> digest(Images images, String id, ImageReference target)
      throws DockerFault, InterruptedException {
    List<String> digests =
        images.find(id).map(InspectImageResponse::getRepoDigests).orElse(List.of());
    String prefix = target.repository() + "@";
    return digests.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .findFirst();
  }
}
