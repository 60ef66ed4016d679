package dev.waypoint.cli.command.config;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.SetConfigSourceRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "source-set",
    description = "Set how a config source reaches what it reads from; replaces its settings.")
final class ConfigSourceSetCommand extends ScopedCommand {
  @Mixin private SourceOptions source;

  @Option(
      names = "-config",
      paramLabel = "K=V",
      description = "A setting, as the source documents it. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "-delete", description = "The same as source-delete.")
  private boolean delete;

  ConfigSourceSetCommand(Program program) {
    super(program);
  }

  @Override
  void run(ServerConnection server) {
    ConfigSource wanted =
        source
            .source(owner(ConfigScope.GLOBAL), global().workspace())
            .putAllSettings(settings)
            .build();
    if (delete) {
      ConfigSourceDeleteCommand.delete(server, renderer(), wanted);
      return;
    }
    server.config().setConfigSource(SetConfigSourceRequest.newBuilder().setSource(wanted).build());
    renderer()
        .line(Style.SUCCESS, "the config source %s is configured".formatted(wanted.getType()));
  }
}
