package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.output.Style;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Builds a Dockerfile in this container: no daemon, no privilege, but root in the container. The
 * image becomes an archive, which the registry pushes.
 */
final class KanikoBuild implements ImageBuild {
  private final BuildConfig config;
  private final Kaniko kaniko;
  private final Map<String, String> environment;

  KanikoBuild(BuildConfig config, Kaniko kaniko) {
    this(config, kaniko, System.getenv());
  }

  KanikoBuild(BuildConfig config, Kaniko kaniko, Map<String, String> environment) {
    this.config = config;
    this.kaniko = kaniko;
    this.environment = environment;
  }

  @Override
  public Artifact build(OperationContext context, ImageReference image)
      throws PluginException, DockerFault, IOException, InterruptedException {
    kaniko.requireContainer(environment, Path.of("/"));
    ImageArchive.requireTaker(context, config.clientConfig());
    ContextFiles files = ContextFiles.of(context, config);
    ImageArchive archive = ImageArchive.create(context);
    boolean done = false;
    try (KanikoRoot root = KanikoRoot.make(context.scratchDirectory(), kaniko)) {
      if (!root.hasDevices()) {
        context
            .terminal()
            .line(
                Style.WARNING,
                "No device files can be made here (capability MKNOD): /dev/null and its like are"
                    + " plain files for this build");
      }
      try (OutputStream out =
          new GZIPOutputStream(
              new BufferedOutputStream(
                  Files.newOutputStream(root.inside(KanikoCommand.CONTEXT))))) {
        files.write(context.terminal(), out);
      }
      writeCredentials(root.inside(KanikoCommand.CREDENTIALS), context.runnerEnvironment());
      run(context, root, files.dockerfile(), image);
      Files.move(root.inside(KanikoCommand.IMAGE), archive.file());
      Artifact artifact = archive.artifact(context, config.clientConfig(), image);
      done = true;
      return artifact;
    } finally {
      if (!done) {
        archive.remove();
      }
    }
  }

  private void writeCredentials(Path file, Map<String, String> runner) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, DockerLogin.forBuild(config.auth(), runner));
  }

  private void run(
      OperationContext context, KanikoRoot root, String dockerfile, ImageReference image)
      throws PluginException, InterruptedException {
    KanikoLog log = new KanikoLog(context.terminal());
    int code =
        ChildProgram.run(
            KanikoCommand.of(root.path(), config, dockerfile, image),
            KanikoCommand.environment(context.runnerEnvironment()),
            context.terminal().stdout(),
            log,
            context.cancellation());
    if (code != 0) {
      throw new PluginException(
          "cannot build the image %s: %s"
              .formatted(image, log.problem().orElse("kaniko ended with exit code " + code)));
    }
  }
}
