package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "drain", description = "Give a runner no new jobs; what it runs goes on.")
final class RunnerDrainCommand extends ServerCommand {
  @Option(names = "-undo", description = "Give it jobs again.")
  private boolean undo;

  @Parameters(paramLabel = "ID", description = "The runner.")
  private String id;

  RunnerDrainCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    Runner runner =
        server
            .runners()
            .drainRunner(DrainRunnerRequest.newBuilder().setId(id).setUndo(undo).build())
            .getRunner();
    renderer()
        .line(
            Style.SUCCESS,
            undo
                ? "the runner %s takes jobs again".formatted(id)
                : "the runner %s takes no new jobs; %d still run there"
                    .formatted(id, runner.getBusy()));
  }
}
