package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.OperationContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Builds a Dockerfile on the daemon. Closing the connection, which cancelling does, ends the build
 * there.
 */
final class DaemonBuild implements ImageBuild {
  private static final String ACTION = "build the image";

  private final BuildConfig config;

  DaemonBuild(BuildConfig config) {
    this.config = config;
  }

  @Override
  public Artifact build(OperationContext context, ImageReference image)
      throws PluginException, DockerFault, IOException, InterruptedException {
    ContextFiles files = ContextFiles.of(context, config);
    try (Docker docker = Docker.connect(config.clientConfig())) {
      Path archive = Files.createTempFile(context.scratchDirectory(), "waypoint-context", ".tar");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive))) {
          files.write(context.terminal(), out);
        }
        return ImageArtifact.of(image, build(docker, context, archive, files.dockerfile(), image));
      } finally {
        Files.deleteIfExists(archive);
      }
    }
  }

  private static AuthConfigurations credentials(AuthConfig auth) {
    AuthConfigurations all = new AuthConfigurations();
    all.addConfig(auth.forRegistry("docker.io"));
    return all;
  }

  private String build(
      Docker docker,
      OperationContext context,
      Path archive,
      String dockerfile,
      ImageReference image)
      throws DockerFault, IOException, InterruptedException {
    BuildOutput output = new BuildOutput(context.terminal());
    Progress<BuildResponseItem> progress = new Progress<>(output);
    try (InputStream tar = Files.newInputStream(archive)) {
      docker.follow(
          ACTION + " " + image,
          progress,
          client -> {
            BuildImageCmd command =
                client
                    .buildImageCmd(tar)
                    .withDockerfilePath(dockerfile)
                    .withTags(Set.of(image.toString()))
                    .withNoCache(config.noCache())
                    .withPull(config.pull())
                    .withRemove(true)
                    .withForcerm(true)
                    .withLabels(config.labels());
            config.auth().map(DaemonBuild::credentials).ifPresent(command::withBuildAuthConfigs);
            config.buildArgs().forEach(command::withBuildArg);
            config.target().ifPresent(command::withTarget);
            config.platform().ifPresent(command::withPlatform);
            return command.exec(progress);
          });
    }
    progress.throwIfRefused(ACTION + " " + image);
    return new Images(docker, context.terminal())
        .find(output.imageId().orElse(image.toString()))
        .map(InspectImageResponse::getId)
        .orElseThrow(
            () -> DockerFault.lasting("the image %s was built, but is gone".formatted(image)));
  }
}
