package dev.waypoint.cli.command.task;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.ListTasksRequest;
import dev.waypoint.protocol.v1.Task;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the containers of on-demand runners, the newest first.")
final class TaskListCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Option(
      names = "-state",
      paramLabel = "STATE",
      split = ",",
      description = "Only tasks in this state: ${COMPLETION-CANDIDATES}. May be repeated.")
  private List<TaskStateFilter> states = List.of();

  @Option(names = "-desc", description = "Newest first; default: true.")
  private boolean newestFirst = true;

  @Option(names = "-limit", paramLabel = "N", description = "At most so many; 0: all.")
  private int limit;

  TaskListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    if (limit < 0) {
      throw CliException.of("-limit=%d: the limit must not be negative; 0 lists all", limit);
    }
    List<Task> tasks =
        server
            .tasks()
            .listTasks(
                ListTasksRequest.newBuilder()
                    .addAllStates(states.stream().map(TaskStateFilter::state).toList())
                    .setLimit(limit)
                    .setOldestFirst(!newestFirst)
                    .build())
            .getTasksList();
    if (!tasks.isEmpty() || json()) {
      renderer().list(TaskView.table(tasks, environment().clock()), tasks);
    }
  }
}
