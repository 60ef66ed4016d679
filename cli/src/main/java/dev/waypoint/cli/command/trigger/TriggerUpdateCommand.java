package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.GetTriggerRequest;
import dev.waypoint.protocol.v1.SetTriggerRequest;
import dev.waypoint.protocol.v1.Trigger;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "update", description = "Change a trigger; what is not given stays as it is.")
final class TriggerUpdateCommand extends ServerCommand {
  @Option(names = "-id", paramLabel = "ID", description = "The trigger.")
  private String id;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The trigger, as with -id.")
  private String argument;

  @Mixin private TriggerSettings settings;

  TriggerUpdateCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    String wanted =
        Optional.ofNullable(id)
            .or(() -> Optional.ofNullable(argument))
            .orElseThrow(() -> new CliException("missing argument: ID of the trigger"));
    Trigger current =
        server
            .triggers()
            .getTrigger(GetTriggerRequest.newBuilder().setId(wanted).build())
            .getTrigger();
    Trigger.Builder changed = current.toBuilder();
    List<String> fields = settings.apply(changed, program().variableFiles());
    global().project().ifPresent(changed.getApplicationBuilder()::setProject);
    global().app().ifPresent(changed.getApplicationBuilder()::setApplication);
    global().workspace().ifPresent(changed::setWorkspace);
    Trigger saved =
        server
            .triggers()
            .setTrigger(
                SetTriggerRequest.newBuilder()
                    .setTrigger(changed)
                    .addAllUpdate(fields)
                    .addUpdate("application")
                    .addUpdate("workspace")
                    .build())
            .getTrigger();
    renderer()
        .line(
            Style.SUCCESS,
            "the trigger %s (%s) is updated".formatted(saved.getName(), saved.getId()));
  }
}
