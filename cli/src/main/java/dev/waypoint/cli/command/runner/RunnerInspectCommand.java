package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.GetRunnerRequest;
import dev.waypoint.protocol.v1.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show one runner.")
final class RunnerInspectCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Parameters(paramLabel = "ID", description = "The runner.")
  private String id;

  RunnerInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    Runner runner =
        server.runners().getRunner(GetRunnerRequest.newBuilder().setId(id).build()).getRunner();
    renderer().document(RunnerView.fields(runner, environment().clock()), runner);
  }
}
