package dev.waypoint.plugin.docker;

import com.google.common.io.CountingOutputStream;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Dockerfile and the folder that it may read.
 *
 * @param dockerfile relative to the folder, with slashes
 */
record ContextFiles(Path folder, String dockerfile) {
  /**
   * @throws PluginException if there is no such Dockerfile, or if it is outside the folder
   */
  static ContextFiles of(OperationContext context, BuildConfig config) throws PluginException {
    Path folder = context.appDirectory().resolve(config.context()).normalize();
    Path dockerfile = Path.of(config.dockerfile()).normalize();
    if (dockerfile.isAbsolute() || dockerfile.startsWith("..")) {
      throw new PluginException(
          "the Dockerfile %s is outside the build context".formatted(config.dockerfile()));
    }
    if (!Files.isRegularFile(folder.resolve(dockerfile))) {
      throw new PluginException(
          "there is no %s in %s (dockerfile, context)".formatted(config.dockerfile(), folder));
    }
    return new ContextFiles(folder, dockerfile.toString().replace('\\', '/'));
  }

  /** Writes all but what .dockerignore leaves out, as a tar archive; closes the stream. */
  void write(Terminal terminal, OutputStream out)
      throws PluginException, IOException, InterruptedException {
    try (Step step = terminal.step("Reading " + folder);
        CountingOutputStream counted = new CountingOutputStream(out)) {
      new BuildContext(folder, dockerfile).write(counted);
      step.done("Build context of %d kB".formatted(counted.getCount() / 1000));
    } catch (IllegalArgumentException e) {
      throw new PluginException(folder.resolve(".dockerignore") + ": " + e.getMessage(), e);
    }
  }
}
