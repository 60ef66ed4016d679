package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.OperationContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An image as a file, as {@code docker save} writes it: what a build without a daemon makes. It
 * lasts until it is pushed, or until this program ends; {@code artifact.archive} tells where it is.
 *
 * @param file in a folder of its own
 */
record ImageArchive(Path file) {
  private static final String ARCHIVE = "archive";
  private static final Set<ImageArchive> PRESENT = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().unstarted(() -> Set.copyOf(PRESENT).forEach(ImageArchive::remove)));
  }

  /** A file that is yet to be written. */
  static ImageArchive create(OperationContext context) throws IOException {
    ImageArchive archive =
        new ImageArchive(
            Files.createTempDirectory(context.scratchDirectory(), "waypoint-image-")
                .resolve("image.tar"));
    PRESENT.add(archive);
    return archive;
  }

  /**
   * @throws PluginException if there will be nobody to take the image when it is built
   */
  static void requireTaker(OperationContext context, Optional<ClientConfig> daemon)
      throws PluginException, InterruptedException {
    if (!context.pushFollows() && Docker.unreachable(daemon).isPresent()) {
      throw new PluginException(
          "an image that is built without a Docker daemon has to go to a registry: add a registry stanza to the build stanza of app \"%s\", and do not turn pushing off"
              .formatted(context.application()));
    }
  }

  /** Empty: the artifact is not one of these. */
  static Optional<ImageArchive> of(Artifact artifact) throws PluginException {
    Optional<ImageArchive> archive =
        Optional.ofNullable(artifact.data().get(ARCHIVE)).map(Path::of).map(ImageArchive::new);
    if (archive.isPresent() && !Files.isRegularFile(archive.get().file())) {
      throw new PluginException(
          "the image %s was built without a Docker daemon, and was there only while its job ran: build and push it in one job (waypoint build)"
              .formatted(ImageArtifact.read(artifact).reference()));
    }
    return archive;
  }

  /** For the registry; where none follows, the daemon gets the image. */
  Artifact artifact(OperationContext context, Optional<ClientConfig> daemon, ImageReference image)
      throws PluginException, IOException, DockerFault, InterruptedException {
    if (!context.pushFollows()) {
      try (Docker docker = Docker.connect(daemon)) {
        return ImageArtifact.of(image, load(docker, image));
      } finally {
        remove();
      }
    }
    Map<String, String> data =
        new HashMap<>(
            new ImageArtifact(image, Optional.empty(), Optional.empty()).toArtifact().data());
    data.put(ARCHIVE, file.toString());
    return new Artifact(data);
  }

  /**
   * Gives the image to a daemon.
   *
   * @param image its name within the archive
   * @return its id
   */
  String load(Docker docker, ImageReference image)
      throws DockerFault, IOException, InterruptedException {
    String action = "load the image " + image;
    try (InputStream in = Files.newInputStream(file)) {
      docker.run(action, client -> client.loadImageCmd(in).exec());
    }
    return docker
        .find(action, client -> client.inspectImageCmd(image.toString()).exec())
        .map(InspectImageResponse::getId)
        .orElseThrow(() -> DockerFault.refused(action, "it is not there afterwards"));
  }

  /** It may be gone already. */
  void remove() {
    PRESENT.remove(this);
    file.toFile().delete();
    file.getParent().toFile().delete();
  }
}
