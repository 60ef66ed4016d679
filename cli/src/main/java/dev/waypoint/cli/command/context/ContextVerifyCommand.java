package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = "Connect to a context's server and check that it accepts the token.")
final class ContextVerifyCommand extends WaypointCommand implements NoProject {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The context; default: the one in use.")
  private String name;

  ContextVerifyCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    ContextName target = CurrentContext.of(program(), name);
    ServerChoice choice =
        new ServerChoice(program().contexts().load(target), "the context '" + target + "'");
    try (ServerConnection server = ServerConnection.open(program().connector(), choice)) {
      server.projects().listProjects(ListProjectsRequest.getDefaultInstance());
      renderer()
          .line(
              Style.SUCCESS,
              "the context %s works: %s runs version %s"
                  .formatted(target, server.target().address(), server.info().getVersion()));
    }
  }
}
