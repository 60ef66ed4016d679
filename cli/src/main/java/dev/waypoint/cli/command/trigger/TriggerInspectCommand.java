package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.GetTriggerRequest;
import dev.waypoint.protocol.v1.GetTriggerResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show one trigger.")
final class TriggerInspectCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Parameters(paramLabel = "ID", description = "The trigger; or its name.")
  private String id;

  TriggerInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    GetTriggerResponse response =
        server.triggers().getTrigger(GetTriggerRequest.newBuilder().setId(id).build());
    renderer()
        .document(
            TriggerView.fields(
                response.getTrigger(),
                TriggerView.url(server, response.getEndpoint()),
                environment().clock()),
            response.getTrigger());
  }
}
