package dev.waypoint.cli.command.config;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ConfigVariable;
import dev.waypoint.protocol.v1.SetConfigRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Set values, all or none; an empty value deletes one.")
final class ConfigSetCommand extends ScopedCommand {
  @Mixin private TargetOptions target;

  @Option(
      names = "-sensitive",
      description = "Never show the values again: not here, and not in the output of jobs.")
  private boolean sensitive;

  @Option(
      names = "-file",
      description = "The values are contents of files, and the names their paths.")
  private boolean file;

  @Option(
      names = "-internal",
      description = "The values are only for others that refer to them: $${config.internal.NAME}.")
  private boolean internal;

  @Parameters(
      paramLabel = "NAME=VALUE",
      arity = "0..*",
      description = "The values; without any, lines of standard input.")
  private List<String> words = new ArrayList<>();

  private Map<String, String> values;

  ConfigSetCommand(Program program) {
    super(program);
  }

  @Override
  void prepare() {
    if (file && internal) {
      throw new CliException("-file and -internal exclude each other");
    }
    values = Assignments.read(words, environment());
  }

  @Override
  void run(ServerConnection server) {
    SetConfigRequest.Builder request = SetConfigRequest.newBuilder();
    values.forEach(
        (name, value) -> {
          ConfigVariable.Builder variable =
              ConfigVariable.newBuilder()
                  .setName(name)
                  .setKind(kind())
                  .setTarget(target.target(owner(usualScope()), global().workspace()));
          if (value.isEmpty()) {
            request.addDelete(variable);
          } else {
            request.addSet(variable.setText(value).setSensitive(sensitive));
          }
        });
    int deleted = server.config().setConfig(request.build()).getDeleted();
    if (request.getSetCount() > 0) {
      renderer().line(Style.SUCCESS, "%s set".formatted(Count.of(request.getSetCount())));
    }
    if (request.getDeleteCount() > 0) {
      renderer().line(Style.SUCCESS, "%s deleted".formatted(Count.of(deleted)));
    }
  }

  private ConfigVariable.Kind kind() {
    return file
        ? ConfigVariable.Kind.FILE
        : internal ? ConfigVariable.Kind.INTERNAL : ConfigVariable.Kind.ENV;
  }
}
