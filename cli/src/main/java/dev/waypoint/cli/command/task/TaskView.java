package dev.waypoint.cli.command.task;

import com.google.protobuf.Timestamp;
import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.GetTaskResponse;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Task;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Tasks for people. */
final class TaskView {
  private TaskView() {}

  static Table table(List<Task> tasks, Clock clock) {
    return new Table(
        List.of(
            "ID",
            "Run Job Operation",
            "Task State",
            "Project",
            "Profile",
            "Runner",
            "Time Created",
            "Time Completed"),
        tasks.stream()
            .map(
                task ->
                    List.of(
                        task.getId(),
                        operation(task),
                        task.getState().name(),
                        task.getApplication().getProject(),
                        task.getProfile(),
                        task.getRunnerId(),
                        Times.ago(task.getCreateTime(), clock),
                        Times.ago(task.getStopTime(), clock)))
            .toList());
  }

  static List<Field> fields(GetTaskResponse found, Clock clock) {
    Task task = found.getTask();
    List<Field> fields = new ArrayList<>();
    add(fields, "Task ID", task.getId());
    add(fields, "Task State", task.getState().name());
    add(fields, "Task Name", task.getName());
    add(fields, "Task Resource", task.getResource());
    add(fields, "Started Ahead", task.getWarm() ? "yes" : "");
    add(fields, "Profile", task.getProfile());
    add(fields, "Plugin Type", task.getPluginType());
    add(fields, "Runner", task.getRunnerId());
    add(fields, "Workspace", task.getWorkspace());
    add(fields, "Project", task.getApplication().getProject());
    add(fields, "Application", task.getApplication().getApplication());
    phase(fields, "Start", task.getStartTime(), task.getLauncher(), clock);
    phase(fields, "Watch", task.getExitTime(), exit(task), clock);
    phase(fields, "Stop", task.getStopTime(), "", clock);
    add(fields, "Reason", task.getReason());
    run(fields, found, clock);
    return fields;
  }

  private static void run(List<Field> fields, GetTaskResponse found, Clock clock) {
    if (found.getTask().getJobId().isEmpty()) {
      return;
    }
    add(fields, "Run Job ID", found.getTask().getJobId());
    add(fields, "Run Job Attempt", String.valueOf(found.getTask().getAttempt()));
    if (!found.hasJob()) {
      add(fields, "Run Job", "deleted");
      return;
    }
    Job job = found.getJob();
    add(fields, "Run Job Operation", Words.title(job.getOperation()));
    add(fields, "Run Job Target", Words.target(job.getTargetRunner()));
    add(fields, "Run Job State", Words.title(job.getState()));
    add(fields, "Run Job Completed", Times.full(job.getCompleteTime(), clock));
    add(fields, "Run Job Cancelled", Times.full(job.getCancelTime(), clock));
    add(fields, "Run Job Error", job.getError().getMessage());
  }

  private static void phase(
      List<Field> fields, String name, Timestamp end, String more, Clock clock) {
    String when = Times.full(end, clock);
    if (!when.isEmpty()) {
      add(fields, name, more.isEmpty() ? when : when + ", " + more);
    }
  }

  private static String exit(Task task) {
    return task.hasExitCode() ? "exit code " + task.getExitCode() : "";
  }

  private static String operation(Task task) {
    return task.getOperation() == Operation.OPERATION_UNSPECIFIED
        ? ""
        : Words.title(task.getOperation());
  }

  /** Empty values are left out. */
  private static void add(List<Field> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.add(new Field(name, value));
    }
  }
}
