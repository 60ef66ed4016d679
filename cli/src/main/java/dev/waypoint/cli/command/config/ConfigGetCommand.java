package dev.waypoint.cli.command.config;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ConfigVariable;
import dev.waypoint.protocol.v1.GetConfigRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    description =
        "Show values of the project, with those for every project and, with -app, an app.")
final class ConfigGetCommand extends ScopedCommand {
  @Mixin private JsonOption format;

  @Option(names = "-runner", description = "Those for runners, instead of for deployments.")
  private boolean runner;

  @Option(names = "-raw", description = "Show the only value found, and nothing else.")
  private boolean raw;

  @Parameters(
      paramLabel = "PREFIX",
      arity = "0..1",
      defaultValue = "",
      description = "How the names begin.")
  private String prefix;

  ConfigGetCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  void run(ServerConnection server) {
    ApplicationRef owner = owner(usualScope());
    List<ConfigVariable> variables =
        server
            .config()
            .getConfig(
                GetConfigRequest.newBuilder()
                    .setProject(owner.getProject())
                    .setApplication(owner.getApplication())
                    .setRunner(runner)
                    .setPrefix(prefix)
                    .build())
            .getVariablesList();
    if (raw) {
      renderer().value(only(variables));
      return;
    }
    if (variables.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no values found; set one with 'waypoint config set NAME=VALUE'");
    }
    renderer().list(ConfigView.table(variables), variables);
  }

  /** With this very name where several begin like it. */
  private String only(List<ConfigVariable> variables) {
    List<ConfigVariable> named =
        variables.stream().filter(variable -> variable.getName().equals(prefix)).toList();
    List<ConfigVariable> found = named.isEmpty() ? variables : named;
    if (found.size() != 1) {
      throw CliException.of(
          "-raw shows one value, and there are %d that begin with '%s'", found.size(), prefix);
    }
    if (found.getFirst().getValueCase() != ConfigVariable.ValueCase.TEXT) {
      throw CliException.of(
          "%s has no value to show: %s",
          found.getFirst().getName(), ConfigView.value(found.getFirst()));
    }
    return found.getFirst().getText();
  }
}
