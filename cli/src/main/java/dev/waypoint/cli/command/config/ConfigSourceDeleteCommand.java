package dev.waypoint.cli.command.config;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.DeleteConfigSourceRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "source-delete", description = "Delete the settings of a config source.")
final class ConfigSourceDeleteCommand extends ScopedCommand {
  @Mixin private SourceOptions source;

  ConfigSourceDeleteCommand(Program program) {
    super(program);
  }

  @Override
  void run(ServerConnection server) {
    delete(
        server, renderer(), source.source(owner(ConfigScope.GLOBAL), global().workspace()).build());
  }

  static void delete(ServerConnection server, OutputRenderer renderer, ConfigSource source) {
    boolean deleted =
        server
            .config()
            .deleteConfigSource(DeleteConfigSourceRequest.newBuilder().setSource(source).build())
            .getDeleted();
    renderer.line(
        Style.SUCCESS,
        deleted
            ? "the settings of the config source %s are deleted".formatted(source.getType())
            : "the config source %s had no settings in this scope".formatted(source.getType()));
  }
}
