package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ForgetRunnerRequest;
import dev.waypoint.protocol.v1.ForgetRunnerResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "forget", description = "Remove a runner and revoke its tokens.")
final class RunnerForgetCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The runner.")
  private String id;

  RunnerForgetCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    ForgetRunnerResponse response =
        server.runners().forgetRunner(ForgetRunnerRequest.newBuilder().setId(id).build());
    renderer().line(Style.SUCCESS, "the runner %s is forgotten".formatted(id));
    if (response.getProfilesCount() > 0) {
      renderer()
          .line(
              Style.WARNING,
              "these profiles still name it: %s; change them with 'waypoint runner profile set'"
                  .formatted(String.join(", ", response.getProfilesList())));
    }
  }
}
