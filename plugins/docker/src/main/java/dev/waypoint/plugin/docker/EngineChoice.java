package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.util.Map;
import java.util.Optional;

/** Decides what builds, and says so where that is not plain. */
final class EngineChoice {
  private final BuildConfig config;
  private final Map<String, String> environment;

  EngineChoice(BuildConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  ImageBuild make(Terminal terminal) throws PluginException, DockerFault, InterruptedException {
    if (config.builder().isPresent()) {
      return of(config.builder().get());
    }
    if (config.jib().isPresent()) {
      return of(BuildEngine.JIB);
    }
    Optional<DockerFault> fault = Docker.unreachable(config.clientConfig());
    // Whoever names a daemon wants that one.
    if (fault.isEmpty() || config.clientConfig().isPresent()) {
      return of(BuildEngine.DOCKER);
    }
    if (Kaniko.find(environment).isEmpty()) {
      throw DockerFault.lasting(
          fault.get().getMessage() + " Without a daemon, kaniko could build it: " + Kaniko.MISSING);
    }
    terminal.line(
        Style.INFO,
        "There is no Docker daemon here: kaniko builds the image in this container, without"
            + " privileges");
    return of(BuildEngine.KANIKO);
  }

  private ImageBuild of(BuildEngine engine) throws PluginException {
    return switch (engine) {
      case DOCKER -> new DaemonBuild(config);
      case KANIKO ->
          new KanikoBuild(
              config,
              Kaniko.find(environment).orElseThrow(() -> new PluginException(Kaniko.MISSING)));
      case JIB ->
          new JibBuild(
              config,
              config
                  .jib()
                  .orElseThrow(
                      () ->
                          new PluginException(
                              "builder = \"jib\" needs a jib block that says what goes into the"
                                  + " image")));
    };
  }
}
