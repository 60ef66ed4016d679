package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ConnectionFlags;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.worker.plugin.LocalPlugins;
import dev.waypoint.worker.plugin.PlatformRunners;
import dev.waypoint.worker.plugin.PlatformServers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The platforms that this program's plugins know, and the server that gets or loses a runner. */
final class Platforms {
  private Platforms() {}

  /**
   * @param say takes what is wrong with plugins
   */
  static PlatformRunners require(Program program, String platform, Consumer<String> say) {
    LocalPlugins plugins =
        LocalPlugins.find(program.environment().variable("WAYPOINT_PLUGIN_DIR").map(Path::of), say);
    String known = String.join(", ", plugins.runnerPlatforms());
    if (platform == null) {
      throw CliException.of("missing option: -platform, one of %s", known);
    }
    return plugins
        .runners(platform.equals("ecs") ? "aws-ecs" : platform)
        .orElseThrow(
            () ->
                CliException.of(
                    "runners cannot be installed on '%s'; -platform is one of %s",
                    platform, known));
  }

  /** As {@link #require}, for the server itself. */
  static PlatformServers requireServers(Program program, String platform, Consumer<String> say) {
    LocalPlugins plugins =
        LocalPlugins.find(program.environment().variable("WAYPOINT_PLUGIN_DIR").map(Path::of), say);
    String known = String.join(", ", plugins.serverPlatforms());
    if (platform == null) {
      throw CliException.of("missing option: -platform, one of %s", known);
    }
    return plugins
        .servers(platform.equals("ecs") ? "aws-ecs" : platform)
        .orElseThrow(
            () ->
                CliException.of(
                    "the server cannot be installed on '%s'; -platform is one of %s. Elsewhere, start"
                        + " it with 'waypoint server run' and add runners with 'waypoint runner"
                        + " install'",
                    platform, known));
  }

  /** Where the server of the context in use was installed; empty if that does not say. */
  static Optional<String> ofServer(Program program) {
    return program
        .servers()
        .contextName()
        .map(program.contexts()::load)
        .flatMap(ServerContext::platform);
  }

  /** The flags of the server are the runner's here, so that the command itself has none. */
  static ServerConnection connect(Program program) {
    return ServerConnection.open(
        program.connector(),
        program
            .servers()
            .choose(ConnectionFlags.none())
            .orElseThrow(
                () ->
                    new CliException(
                        "no server is configured: set WAYPOINT_SERVER_ADDR, or log in with"
                            + " 'waypoint login -token=TOKEN ADDRESS'")));
  }
}
