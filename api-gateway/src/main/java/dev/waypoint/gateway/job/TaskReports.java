package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.proxy.TemporalProxy;
import dev.waypoint.gateway.task.TaskRow;
import dev.waypoint.gateway.task.TaskStore;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.protocol.v1.ReportTaskRequest;
import dev.waypoint.protocol.v1.Task;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.Phase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** What launchers tell about the containers of on-demand runners. */
@Singleton
final class TaskReports {
  static final String WAITING = "WAITING";

  /** Unlike after a start that failed, the reason is why it takes its time. */
  private static final JobStore.TaskProgress WAITS_FOR_START =
      new JobStore.TaskProgress(
          WAITING,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Phase.STARTING);

  private static final int MAX_REASON = 20_000;
  private static final int MAX_RESOURCE = 1000;

  private final TaskAssignments assignments;
  private final TaskStore tasks;
  private final JobStore jobs;
  private final JobHub hub;
  private final TemporalProxy proxy;
  private final Tokens tokens;

  TaskReports(
      TaskAssignments assignments,
      TaskStore tasks,
      JobStore jobs,
      JobHub hub,
      TemporalProxy proxy,
      Tokens tokens) {
    this.assignments = assignments;
    this.tasks = tasks;
    this.jobs = jobs;
    this.hub = hub;
    this.proxy = proxy;
    this.tokens = tokens;
  }

  void report(ReportTaskRequest request) {
    TaskAssignments.Subject subject = assignments.subject(request.getAttempt());
    Optional<String> reason = reason(request);
    record(subject, request, reason);
    if (request.getState().equals(WAITING)) {
      waits(subject, request.getAttempt().getAttempt());
    } else if (subject.job().isPresent()) {
      tell(subject.job().get().id(), request.getAttempt().getAttempt(), subject, request, reason);
    } else {
      ofPool(subject, request, reason);
    }
  }

  private void waits(TaskAssignments.Subject subject, int attempt) {
    TaskRow task = subject.task();
    subject
        .job()
        .filter(_ -> task.state() == Task.State.STARTING)
        .ifPresent(job -> jobs.task(job.id(), attempt, WAITS_FOR_START));
    subject
        .job()
        .map(JobRow::id)
        .or(() -> tasks.find(task.id()).flatMap(TaskRow::job))
        .ifPresent(hub::changed);
  }

  private void record(
      TaskAssignments.Subject subject, ReportTaskRequest request, Optional<String> reason) {
    String name = subject.task().name();
    switch (request.getState()) {
      case "STARTED" -> tasks.started(name, subject.launcher(), resource(request));
      case WAITING -> tasks.waits(name, reason);
      case "EXITED" -> tasks.exited(name, request.getExitCode(), reason);
      case "STOPPED" -> tasks.stopped(name, reason);
      case "START_FAILED", "STOP_FAILED" -> tasks.failed(name, reason.orElse(""));
      case "STARTING" -> tasks.starting(name, subject.launcher());
      default -> throw ApiException.invalid("'%s' is no state of a task", request.getState());
    }
  }

  /** A runner that was started ahead may have a job by now, or never gets one. */
  private void ofPool(
      TaskAssignments.Subject subject, ReportTaskRequest request, Optional<String> reason) {
    TaskRow task = tasks.find(subject.task().id()).orElse(subject.task());
    boolean ended = request.getState().equals("EXITED");
    if (ended && task.job().isPresent()) {
      tell(task.job().get(), task.attempt(), subject, request, reason);
      proxy.failHeld(task.runner(), FailureCode.TASK_EXITED);
    }
    if (request.getState().equals("STOPPED") && task.job().isEmpty()) {
      tokens.expireOfJob(new JobId(task.id()), Duration.ZERO);
    }
  }

  private void tell(
      JobId job,
      int attempt,
      TaskAssignments.Subject subject,
      ReportTaskRequest request,
      Optional<String> reason) {
    Phase phase =
        switch (request.getState()) {
          case "STARTED" -> Phase.CONNECTING;
          case "STARTING" -> Phase.STARTING;
          default -> Phase.QUEUED;
        };
    jobs.task(
        job,
        attempt,
        new JobStore.TaskProgress(
            request.getState(),
            request.getState().startsWith("START")
                ? Optional.of(subject.launcher())
                : Optional.empty(),
            resource(request),
            request.getState().equals("EXITED")
                ? Optional.of(request.getExitCode())
                : Optional.empty(),
            reason,
            phase));
    hub.changed(job);
  }

  private static Optional<String> reason(ReportTaskRequest request) {
    StringBuilder reason = new StringBuilder(request.getReason());
    request.getOutputTailList().forEach(line -> reason.append('\n').append(line));
    return Optional.of(reason.toString().strip())
        .filter(text -> !text.isEmpty())
        .map(text -> cut(text, MAX_REASON));
  }

  private static Optional<String> resource(ReportTaskRequest request) {
    return Optional.of(request.getResource())
        .filter(text -> !text.isBlank())
        .map(text -> cut(text, MAX_RESOURCE));
  }

  private static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) : text;
  }
}
