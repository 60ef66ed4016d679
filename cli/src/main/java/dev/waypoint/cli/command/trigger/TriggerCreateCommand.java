package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.ProjectConfig;
import dev.waypoint.cli.operation.ProjectFile;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.SetTriggerRequest;
import dev.waypoint.protocol.v1.SetTriggerResponse;
import dev.waypoint.protocol.v1.Trigger;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "create",
    description = "Make a trigger for one app of a project (-app), or for all of them.")
final class TriggerCreateCommand extends ServerCommand {
  @Mixin private TriggerSettings settings;

  TriggerCreateCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    if (!settings.hasOperation()) {
      throw new CliException("missing option: -op=OPERATION says what the trigger does");
    }
    Trigger.Builder trigger = Trigger.newBuilder();
    settings.apply(trigger, program().variableFiles());
    trigger.getApplicationBuilder().setProject(project());
    global().app().ifPresent(app -> trigger.getApplicationBuilder().setApplication(app));
    givenWorkspace().ifPresent(trigger::setWorkspace);
    if (!trigger.getOptions().getPrune() && trigger.getOptions().getPruneRetain() == 0) {
      trigger.getOptionsBuilder().setPruneRetain(-1);
    }
    SetTriggerResponse made =
        server.triggers().setTrigger(SetTriggerRequest.newBuilder().setTrigger(trigger).build());
    String id = made.getTrigger().getId();
    Optional<String> url = TriggerView.url(server, made.getEndpoint());
    renderer()
        .line(
            Style.SUCCESS,
            "the trigger %s (%s) is created".formatted(made.getTrigger().getName(), id));
    renderer().line(Style.INFO, "by hand:  waypoint trigger run " + id);
    String token = trigger.getOpen() ? "" : " -H \"Authorization: Bearer $TOKEN\"";
    url.ifPresent(
        text -> renderer().line(Style.INFO, "by HTTP:  curl -X POST%s %s".formatted(token, text)));
  }

  private String project() {
    return global()
        .project()
        .or(
            () ->
                ProjectFile.find(environment().workingDirectory())
                    .map(program().projects()::parse)
                    .map(ProjectConfig::project))
        .orElseThrow(
            () ->
                new CliException("there is no waypoint.hcl here: name the project with -project"));
  }
}
