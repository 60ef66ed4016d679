package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.ListTriggersRequest;
import dev.waypoint.protocol.v1.Trigger;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List triggers: of all projects, or of the one of -project.")
final class TriggerListCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Option(
      names = {"-trigger-tag", "-trigger-label"},
      paramLabel = "TAG",
      description = "Only those with this tag. May be repeated: any of them is enough.")
  private List<String> tags = new ArrayList<>();

  TriggerListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    ListTriggersRequest.Builder request = ListTriggersRequest.newBuilder().addAllTags(tags);
    global().project().ifPresent(request::setProject);
    global().app().ifPresent(request::setApplication);
    global().workspace().ifPresent(request::setWorkspace);
    List<Trigger> triggers = server.triggers().listTriggers(request.build()).getTriggersList();
    if (triggers.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no triggers: 'waypoint trigger create' makes one");
    }
    Table table =
        new Table(
            List.of("ID", "Name", "Workspace", "Project", "Application", "Operation", "Last Run"),
            triggers.stream()
                .map(
                    trigger ->
                        List.of(
                            trigger.getId(),
                            trigger.getName(),
                            trigger.getWorkspace(),
                            trigger.getApplication().getProject(),
                            TriggerView.application(trigger),
                            TriggerView.operation(trigger),
                            trigger.hasLastRun()
                                ? Times.ago(trigger.getLastRun(), environment().clock())
                                : "never"))
                .toList());
    renderer().list(table, triggers);
  }
}
