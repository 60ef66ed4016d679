package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.DeleteTriggerRequest;
import dev.waypoint.protocol.v1.Trigger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a trigger; its jobs go on.")
final class TriggerDeleteCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The trigger; or its name.")
  private String id;

  TriggerDeleteCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    Trigger deleted =
        server
            .triggers()
            .deleteTrigger(DeleteTriggerRequest.newBuilder().setId(id).build())
            .getTrigger();
    renderer()
        .line(
            Style.SUCCESS,
            "the trigger %s (%s) is deleted".formatted(deleted.getName(), deleted.getId()));
  }
}
