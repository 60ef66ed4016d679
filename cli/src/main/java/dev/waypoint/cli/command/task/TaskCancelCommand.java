package dev.waypoint.cli.command.task;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.CancelTaskRequest;
import dev.waypoint.protocol.v1.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "cancel",
    description =
        "Cancel what is still to be done for a task; its container is removed all the same.")
final class TaskCancelCommand extends ServerCommand {
  @Mixin private TaskChoice choice;

  TaskCancelCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    choice.check(renderer());
    Task task =
        server
            .tasks()
            .cancelTask(
                CancelTaskRequest.newBuilder()
                    .setId(choice.id())
                    .setRunJobId(choice.jobId())
                    .build())
            .getTask();
    boolean over = task.getState() == Task.State.STOPPED;
    renderer()
        .line(
            Style.SUCCESS,
            over
                ? "the task %s had ended already".formatted(task.getId())
                : "the task %1$s is being cancelled and its container removed: 'waypoint task inspect %1$s'"
                    .formatted(task.getId()));
  }
}
