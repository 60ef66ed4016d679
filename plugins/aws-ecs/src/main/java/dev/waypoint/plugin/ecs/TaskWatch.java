package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.task.TaskProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Task;

/** Follows one task to its end. */
final class TaskWatch {
  /** How often a task that is not known at all is looked for, as ECS may list it late. */
  private static final int LOOKS = 3;

  private final Aws aws;
  private final LauncherConfig config;
  private final Pace pace;
  private final TaskName name;
  private final Terminal terminal;
  private final TaskProgress progress;
  private final Tasks tasks;

  TaskWatch(Aws aws, LauncherConfig config, Pace pace, TaskName name, TaskContext context) {
    this.aws = aws;
    this.config = config;
    this.pace = pace;
    this.name = name;
    this.terminal = context.terminal();
    this.progress = context.progress();
    this.tasks = new Tasks(aws, config.cluster());
  }

  TaskExit watch() throws AwsFault, InterruptedException {
    Definitions definitions = new Definitions(aws);
    Instant began = Instant.now();
    for (int look = 1; ; look++) {
      boolean defined = definitions.exists(name);
      Optional<Task> task = defined ? tasks.find(name) : Optional.empty();
      if (task.isPresent()) {
        return follow(task.get());
      }
      if (!defined && look >= LOOKS) {
        return end(Cause.GONE, "there is no task %s".formatted(name));
      }
      if (defined && hasPassed(began, pace.appear())) {
        return end(
            Cause.NOT_STARTED,
            "there is a task definition for %s, but no task in the cluster \"%s\": it was never run, or ended long ago"
                .formatted(name, config.cluster()));
      }
      Thread.sleep(pace.poll());
    }
  }

  private TaskExit follow(Task first) throws AwsFault, InterruptedException {
    LogReader log =
        new LogReader(aws, config.logGroup(), Names.stream(name, first.taskArn()), terminal);
    Task task = first;
    tell(task);
    while (!TaskEnd.processesEnded(task)) {
      if (TaskEnd.isPending(task) && isOverdue(task)) {
        return end(Cause.NOT_STARTED, overdue(task));
      }
      log.read();
      Thread.sleep(pace.poll());
      Optional<Task> now = tasks.describe(task.taskArn());
      if (now.isEmpty()) {
        return end(Cause.GONE, "ECS no longer knows the task %s".formatted(name));
      }
      task = now.get();
      tell(task);
    }
    readToTheEnd(log, task);
    return TaskEnd.of(name, complete(task));
  }

  private void tell(Task task) {
    if (TaskEnd.hasStarted(task)) {
      progress.runs();
    } else if (TaskEnd.isPending(task)) {
      progress.waits(TaskEnd.waitsFor(task));
    }
  }

  /** What was written last may take a while to be shown, and comes bit by bit. */
  private void readToTheEnd(LogReader log, Task task) throws AwsFault, InterruptedException {
    Instant last =
        Optional.ofNullable(task.executionStoppedAt())
            .or(() -> Optional.ofNullable(task.stoppedAt()))
            .filter(Instant.now()::isAfter)
            .orElseGet(Instant::now);
    while (true) {
      if (log.read()) {
        last = Instant.now();
      } else if (hasPassed(last, pace.logs())) {
        return;
      }
      Thread.sleep(pace.poll());
    }
  }

  /** Some reasons are told only when all is taken down. */
  private Task complete(Task ended) throws AwsFault, InterruptedException {
    Task task = ended;
    Instant began = Instant.now();
    while (!TaskEnd.isOver(task) && !hasPassed(began, config.pendingTimeout())) {
      Thread.sleep(pace.poll());
      task = tasks.describe(task.taskArn()).orElse(task);
    }
    return task;
  }

  private boolean isOverdue(Task task) {
    return task.createdAt() != null && hasPassed(task.createdAt(), config.pendingTimeout());
  }

  private String overdue(Task task) {
    String reason = task.stoppedReason();
    return "the task %s was still %s after %s%s; is there room in the cluster \"%s\", and can its subnets reach the image?"
        .formatted(
            name,
            task.lastStatus(),
            words(config.pendingTimeout()),
            reason == null || reason.isBlank() ? "" : ": " + reason,
            config.cluster());
  }

  private static String words(Duration duration) {
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + "m"
        : duration.toMillis() / 1000.0 + "s";
  }

  private static TaskExit end(Cause cause, String message) {
    return new TaskExit(TaskExit.NO_EXIT_CODE, cause, message);
  }

  private static boolean hasPassed(Instant from, Duration time) {
    return Instant.now().isAfter(from.plus(time));
  }
}
