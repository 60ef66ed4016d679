package dev.waypoint.gateway.job;

import dev.waypoint.gateway.task.TaskRow;
import dev.waypoint.gateway.task.TaskStore;
import dev.waypoint.workflows.job.RunnerMode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Says how far the container is in which a job's on-demand runner is to come up. */
@Singleton
final class LaunchExplainer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final TaskStore tasks;

  LaunchExplainer(TaskStore tasks) {
    this.tasks = tasks;
  }

  /** Empty while no runner has begun to launch one. */
  Optional<String> explain(JobRow job) {
    if (job.mode() != RunnerMode.ON_DEMAND) {
      return Optional.empty();
    }
    return tasks.of(job.id(), job.attempt()).flatMap(task -> text(job, task));
  }

  private static Optional<String> text(JobRow job, TaskRow task) {
    String where =
        "through the profile %s on %s".formatted(task.profileName(), task.pluginType())
            + task.launcher().map(id -> " by runner " + id).orElse("");
    return switch (task.state()) {
      case STARTING ->
          Optional.of(
              "an on-demand runner is being launched %s, since %s%s"
                  .formatted(
                      where,
                      time(task.changedAt()),
                      reason(waits(job) ? ": " : ": the last try failed: ", task)));
      case STARTED, IDLE ->
          Optional.of(
              "the on-demand runner was launched %s at %s; it has not connected yet%s"
                  .formatted(
                      where, time(task.startedAt().orElse(task.changedAt())), reason(": ", task)));
      case COMPLETED -> Optional.of("the on-demand runner has ended" + reason(": ", task));
      case STATE_UNSPECIFIED, PENDING, RUNNING, STOPPING, STOPPED, ORPHANED, UNRECOGNIZED ->
          Optional.empty();
    };
  }

  /** The reason is why its start takes its time. */
  private static boolean waits(JobRow job) {
    return job.taskState().filter(TaskReports.WAITING::equals).isPresent();
  }

  private static String reason(String before, TaskRow task) {
    return task.reason()
        .flatMap(text -> text.lines().findFirst())
        .filter(line -> !line.isBlank())
        .map(before::concat)
        .orElse("");
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
