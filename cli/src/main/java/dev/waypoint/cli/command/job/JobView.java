package dev.waypoint.cli.command.job;

import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Jobs for people. */
final class JobView {
  private JobView() {}

  static Table table(List<Job> jobs, boolean verbose, Clock clock) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "ID",
                "Operation",
                "State",
                "Time Queued",
                "Time Completed",
                "Target Runner",
                "Project",
                "Workspace"));
    if (verbose) {
      headers.addAll(List.of("Application", "Runner", "Attempt", "Waits For"));
    }
    return new Table(headers, jobs.stream().map(job -> row(job, verbose, clock)).toList());
  }

  private static List<String> row(Job job, boolean verbose, Clock clock) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                job.getId(),
                Words.title(job.getOperation()),
                state(job),
                Times.ago(job.getQueueTime(), clock),
                Times.ago(job.getCompleteTime(), clock),
                Words.target(job.getTargetRunner()),
                job.getApplication().getProject(),
                job.getWorkspace()));
    if (verbose) {
      cells.addAll(
          List.of(
              job.getApplication().getApplication(),
              job.getAssignedRunner(),
              String.valueOf(job.getAttempt()),
              job.getWaitingReason()));
    }
    return cells;
  }

  private static String state(Job job) {
    String state = Words.title(job.getState());
    return job.getWaitsForJob().isEmpty()
        ? state
        : "%s (after %s, %d ahead)".formatted(state, job.getWaitsForJob(), job.getWaitingAhead());
  }

  static List<Field> fields(Job job, Clock clock) {
    List<Field> fields = new ArrayList<>();
    add(fields, "ID", job.getId());
    add(fields, "Singleton ID", job.getSingletonId());
    add(fields, "Operation", Words.title(job.getOperation()));
    add(fields, "Project", job.getApplication().getProject());
    add(fields, "Application", job.getApplication().getApplication());
    add(fields, "Workspace", job.getWorkspace());
    add(fields, "Target Runner", Words.target(job.getTargetRunner()));
    add(fields, "Profile", job.getProfile());
    add(fields, "Queued By", job.getQueuedBy());
    add(fields, "State", Words.title(job.getState()));
    add(fields, "Phase", job.getPhase());
    add(fields, "Waits For", job.getWaitingReason());
    add(fields, "Waits For Job", job.getWaitsForJob());
    add(fields, "Depends On", String.join(" ", job.getDependsOnList()));
    add(fields, "May Fail", String.join(" ", job.getDependsOnAllowFailureList()));
    add(fields, "Retry Of", job.getRetryOf());
    add(fields, "Priority", job.getPriority() == 0 ? "" : String.valueOf(job.getPriority()));
    add(fields, "Time Limit", job.hasOperationTimeout() ? limit(job) : "");
    add(fields, "Runner", job.getAssignedRunner());
    add(fields, "Runner Kind", job.getRunnerKind());
    add(fields, "Task", job.getTaskState());
    add(fields, "Attempt", String.valueOf(job.getAttempt()));
    add(fields, "Source", job.getSourceRef());
    add(fields, "Queue Time", Times.full(job.getQueueTime(), clock));
    add(fields, "Start Time", Times.full(job.getStartTime(), clock));
    add(fields, "Complete Time", Times.full(job.getCompleteTime(), clock));
    add(fields, "Cancel Time", Times.full(job.getCancelTime(), clock));
    if (!job.hasStartTime() && !job.hasCompleteTime()) {
      add(fields, "Expire Time", Times.full(job.getExpireTime(), clock));
    }
    add(fields, "URL", job.getResult().getUrl());
    add(fields, "Error Code", job.getError().getCode());
    add(fields, "Error Message", job.getError().getMessage());
    return fields;
  }

  private static String limit(Job job) {
    return Duration.ofSeconds(job.getOperationTimeout().getSeconds())
        .toString()
        .substring(2)
        .toLowerCase(Locale.ROOT);
  }

  /** Empty values are left out. */
  private static void add(List<Field> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.add(new Field(name, value));
    }
  }
}
