package dev.waypoint.cli.command.config;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.GetConfigSourcesRequest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "source-get", description = "Show the settings of config sources.")
final class ConfigSourceGetCommand extends ScopedCommand {
  @Mixin private JsonOption format;

  @Option(names = "-type", paramLabel = "NAME", description = "Of this config source alone.")
  private String type;

  ConfigSourceGetCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  void run(ServerConnection server) {
    boolean anyProject = global().project().isPresent() || config().isPresent();
    ApplicationRef owner = owner(anyProject ? usualScope() : ConfigScope.GLOBAL);
    List<ConfigSource> sources =
        server
            .config()
            .getConfigSources(
                GetConfigSourcesRequest.newBuilder()
                    .setType(Optional.ofNullable(type).orElse(""))
                    .setProject(owner.getProject())
                    .setApplication(owner.getApplication())
                    .build())
            .getSourcesList();
    if (sources.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no config source has settings");
    }
    renderer().list(ConfigView.sources(sources), sources);
  }
}
