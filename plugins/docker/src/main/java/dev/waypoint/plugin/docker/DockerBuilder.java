package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Style;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Builds a Dockerfile on the daemon. Closing the connection, which cancelling does, ends the build
 * there.
 */
final class DockerBuilder implements Builder {
  private static final String ACTION = "build the image";

  private final BuildConfig config;

  DockerBuilder(BuildConfig config) {
    this.config = config;
  }

  @Override
  public Artifact build(OperationContext context) throws PluginException, InterruptedException {
    ImageReference image = name(context);
    if (config.buildkit()) {
      context
          .terminal()
          .line(Style.WARNING, "buildkit is not used: the daemon's own builder builds the image");
    }
    try (Docker docker = Docker.connect(config.clientConfig())) {
      Path archive = Files.createTempFile("waypoint-context", ".tar");
      try {
        writeContext(context, archive);
        String id = build(docker, context, archive, image);
        return ImageArtifact.of(image, id);
      } finally {
        Files.deleteIfExists(archive);
      }
    } catch (DockerFault e) {
      throw e.toPluginException();
    } catch (IOException e) {
      throw new PluginException("cannot read the source: " + e.getMessage(), e);
    }
  }

  private ImageReference name(OperationContext context) throws PluginException {
    String plain = context.application().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String repository = config.image().orElse("waypoint.local/" + plain);
    return ImageArtifact.reference(repository, config.tag());
  }

  private void writeContext(OperationContext context, Path archive)
      throws PluginException, IOException, InterruptedException {
    Path folder = context.appDirectory().resolve(config.context()).normalize();
    if (!Files.isRegularFile(folder.resolve(config.dockerfile()))) {
      throw new PluginException(
          "there is no %s in %s (dockerfile, context)".formatted(config.dockerfile(), folder));
    }
    try (Step step = context.terminal().step("Reading " + folder)) {
      new BuildContext(folder, dockerfile()).write(archive);
      step.done("Build context of %d kB".formatted(Files.size(archive) / 1000));
    } catch (IllegalArgumentException e) {
      throw new PluginException(folder.resolve(".dockerignore") + ": " + e.getMessage(), e);
    }
  }

  private static AuthConfigurations credentials(AuthConfig auth) {
    AuthConfigurations all = new AuthConfigurations();
    all.addConfig(auth.forRegistry("docker.io"));
    return all;
  }

  private String dockerfile() throws PluginException {
    Path path = Path.of(config.dockerfile()).normalize();
    if (path.isAbsolute() || path.startsWith("..")) {
      throw new PluginException(
          "the Dockerfile %s is outside the build context".formatted(config.dockerfile()));
    }
    return path.toString().replace('\\', '/');
  }

  private String build(Docker docker, OperationContext context, Path archive, ImageReference image)
      throws DockerFault, PluginException, IOException, InterruptedException {
    BuildOutput output = new BuildOutput(context.terminal());
    Progress<BuildResponseItem> progress = new Progress<>(output);
    String dockerfile = dockerfile();
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
            config.auth().map(DockerBuilder::credentials).ifPresent(command::withBuildAuthConfigs);
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
