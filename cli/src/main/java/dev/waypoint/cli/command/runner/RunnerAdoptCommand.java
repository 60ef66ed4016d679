package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.AdoptRunnerRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "adopt", description = "Admit a runner: it gets jobs from now on.")
final class RunnerAdoptCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The runner.")
  private String id;

  RunnerAdoptCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    server.runners().adoptRunner(AdoptRunnerRequest.newBuilder().setId(id).build());
    renderer().line(Style.SUCCESS, "the runner %s is adopted".formatted(id));
  }
}
