package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.RejectRunnerRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "reject", description = "Refuse a runner: it gets no jobs any more.")
final class RunnerRejectCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The runner.")
  private String id;

  RunnerRejectCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    server.runners().rejectRunner(RejectRunnerRequest.newBuilder().setId(id).build());
    renderer().line(Style.SUCCESS, "the runner %s is rejected".formatted(id));
  }
}
