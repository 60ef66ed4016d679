package dev.waypoint.cli.command.task;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.GetTaskRequest;
import dev.waypoint.protocol.v1.GetTaskResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "inspect", description = "Show the container of an on-demand runner, and its job.")
final class TaskInspectCommand extends ServerCommand {
  @Mixin private JsonOption format;
  @Mixin private TaskChoice choice;

  TaskInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    choice.check(renderer());
    GetTaskResponse found =
        server
            .tasks()
            .getTask(
                GetTaskRequest.newBuilder().setId(choice.id()).setRunJobId(choice.jobId()).build());
    renderer().document(TaskView.fields(found, environment().clock()), found);
  }
}
