package dev.waypoint.cli.command.config;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ConfigVariable;
import dev.waypoint.protocol.v1.SetConfigRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete values of one scope; what is not there is fine.")
final class ConfigDeleteCommand extends ScopedCommand {
  @Mixin private TargetOptions target;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "The values, of any kind.")
  private List<String> names;

  ConfigDeleteCommand(Program program) {
    super(program);
  }

  @Override
  void run(ServerConnection server) {
    SetConfigRequest.Builder request = SetConfigRequest.newBuilder();
    for (String name : names) {
      for (ConfigVariable.Kind kind :
          List.of(
              ConfigVariable.Kind.ENV, ConfigVariable.Kind.FILE, ConfigVariable.Kind.INTERNAL)) {
        request.addDelete(
            ConfigVariable.newBuilder()
                .setName(name)
                .setKind(kind)
                .setTarget(target.target(owner(usualScope()), global().workspace())));
      }
    }
    int deleted = server.config().setConfig(request.build()).getDeleted();
    renderer().line(Style.SUCCESS, "%s deleted".formatted(Count.of(deleted)));
  }
}
