package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.config.JobConfig;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.runner.RunnerRow;
import dev.waypoint.gateway.server.SettingsStore;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.task.TaskStore;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse.Verdict;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.RetryRule;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Gives jobs to the runners that were given their tasks. */
@Singleton
final class Assignments {
  private final Attempts attempts;
  private final TaskStore tasks;
  private final JobStore jobs;
  private final FreshJobs fresh;
  private final JobEnder ender;
  private final JobHub hub;
  private final RunnerRegistry registry;
  private final Projects projects;
  private final SettingsStore settings;
  private final JobConfig config;
  private final SecretBox box;
  private final Clock clock;

  Assignments(
      Attempts attempts,
      TaskStore tasks,
      JobStore jobs,
      FreshJobs fresh,
      JobEnder ender,
      JobHub hub,
      RunnerRegistry registry,
      Projects projects,
      SettingsStore settings,
      JobConfig config,
      SecretBox box,
      Clock clock) {
    this.attempts = attempts;
    this.tasks = tasks;
    this.jobs = jobs;
    this.fresh = fresh;
    this.ender = ender;
    this.hub = hub;
    this.registry = registry;
    this.projects = projects;
    this.settings = settings;
    this.config = config;
    this.box = box;
    this.clock = clock;
  }

  /** Idempotent for the runner that got the attempt. */
  GetJobAssignmentResponse assign(AttemptRef attempt) {
    RunnerId runner = Attempts.caller(attempt);
    JobRow row = attempts.require(attempt);
    checkProject(row);
    checkTarget(row, attempt.getAttempt(), runner);
    if (!row.ended() && row.attempt() == attempt.getAttempt()) {
      if (row.cancelTime().isPresent() && ender.cancelUnassigned(row)) {
        return verdict(Verdict.CANCELLED);
      }
      RunnerRow known =
          registry
              .find(runner)
              .orElseThrow(() -> ApiException.denied("runner %s is not registered", runner));
      if (assign(row.id(), row.attempt(), known)) {
        return run(spec(row), row.attemptOutput(), runner);
      }
    }
    return refuse(attempts.require(attempt), attempt, runner);
  }

  /**
   * Gives a job that may be repeated to a runner before it asks; empty when it has to ask: because
   * the job may not be repeated, or because the answer would be another one than to run it.
   */
  Optional<GetJobAssignmentResponse> assignAhead(AttemptInput input, RunnerId runner) {
    Optional<RunnerRow> known =
        registry.find(runner).filter(row -> row.kind() != RunnerKind.CLI_RUNNER);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Optional<NewJob> queuedHere = fresh.take(input.jobId()).filter(_ -> input.attempt() == 1);
    return queuedHere.isPresent()
        ? assignFirst(queuedHere.get(), known.get())
        : assignAhead(input, known.get());
  }

  /** Every condition that can change is one of the update's. */
  private Optional<GetJobAssignmentResponse> assignFirst(NewJob job, RunnerRow runner) {
    boolean may =
        job.retryRule() == RetryRule.REPEATABLE
            && job.placement().mode() != RunnerMode.ON_DEMAND
            && job.placement().target().matches(runner.id(), runner.labels(), runner.byIdOnly());
    return may && assign(job.id(), 1, runner)
        ? Optional.of(run(job.spec(), 0, runner.id()))
        : Optional.empty();
  }

  private Optional<GetJobAssignmentResponse> assignAhead(AttemptInput input, RunnerRow runner) {
    JobRow row = jobs.find(input.jobId()).orElse(null);
    if (row == null
        || row.retryRule() != RetryRule.REPEATABLE
        || row.ended()
        || row.cancelTime().isPresent()
        || row.attempt() != input.attempt()) {
      return Optional.empty();
    }
    checkTarget(row, input.attempt(), runner.id());
    return assign(row.id(), row.attempt(), runner)
        ? Optional.of(run(spec(row), row.attemptOutput(), runner.id()))
        : Optional.empty();
  }

  private boolean assign(JobId id, int attempt, RunnerRow runner) {
    Instant now = clock.instant();
    if (!jobs.assign(id, attempt, runner.id(), runner.kind(), now)) {
      return false;
    }
    hub.changed(id, new JobChange.Assigned(attempt, runner.id(), runner.kind(), now));
    return true;
  }

  /** The specification as it was queued. */
  JobSpec spec(JobRow row) {
    return Protos.parse(JobSpec.parser(), box.open(JobStore.sealName(row.id()), row.spec()));
  }

  /**
   * @param output events that the attempt has sent
   */
  private GetJobAssignmentResponse run(JobSpec spec, long output, RunnerId runner) {
    GetJobAssignmentResponse.Builder response =
        GetJobAssignmentResponse.newBuilder()
            .setVerdict(Verdict.RUN)
            .setSpec(spec)
            .setServerCookie(settings.get().cookie())
            .setNextOutputOffset(output);
    projects
        .recent(spec.getApplication().getProject())
        .ifPresent(
            project -> {
              response.addAllServerVariables(project.getVariablesList());
              if (project.hasWaypointHcl()) {
                response.setServerHcl(project.getWaypointHcl());
              }
            });
    JobConfig.Owner owner =
        new JobConfig.Owner(
            spec.getApplication().getProject(),
            spec.getApplication().getApplication(),
            spec.getWorkspace());
    config.addTo(response, owner, runner);
    return response.build();
  }

  private static GetJobAssignmentResponse refuse(JobRow row, AttemptRef attempt, RunnerId runner) {
    if (row.ended()) {
      Failure error = JobProtos.error(row).orElse(Failure.getDefaultInstance());
      boolean cancelled = error.getCode().equals(FailureCode.JOB_CANCELLED.name());
      return GetJobAssignmentResponse.newBuilder()
          .setVerdict(cancelled ? Verdict.CANCELLED : Verdict.ALREADY_DELIVERED)
          .setDeliveredError(error)
          .build();
    }
    if (row.attempt() != attempt.getAttempt()) {
      return verdict(Verdict.OUTDATED);
    }
    if (row.cancelTime().isPresent() && row.assignedRunner().filter(runner::equals).isPresent()) {
      return verdict(Verdict.CANCELLED);
    }
    throw Attempts.outdated(row, attempt, runner);
  }

  /** The local runner of a user who is limited to projects gets no other project's secrets. */
  private static void checkProject(JobRow row) {
    if (Caller.current() instanceof Caller.Runner token
        && !token.projects().isEmpty()
        && !token.projects().contains(row.project())) {
      throw ApiException.denied(
          "the token of %s is limited to %s, and job %s is of project '%s'",
          token.describe(), ProjectAccess.describe(token.projects()), row.id(), row.project());
    }
  }

  /** A runner can have what its queues could have given it, and nothing else. */
  private void checkTarget(JobRow row, int attempt, RunnerId runner) {
    boolean entitled =
        row.mode() == RunnerMode.ON_DEMAND
            ? tasks.isRunnerOf(row.id(), attempt, runner)
            : registry
                .find(runner)
                .filter(known -> row.target().matches(runner, known.labels(), known.byIdOnly()))
                .isPresent();
    if (!entitled) {
      throw ApiException.denied(
          "job %s is not for runner %s: it is for %s", row.id(), runner, row.target().describe());
    }
  }

  private static GetJobAssignmentResponse verdict(Verdict verdict) {
    return GetJobAssignmentResponse.newBuilder().setVerdict(verdict).build();
  }
}
