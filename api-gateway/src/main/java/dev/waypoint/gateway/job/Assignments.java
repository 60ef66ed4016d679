package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
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
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;

/** Gives jobs to the runners that were given their tasks. */
@Singleton
final class Assignments {
  private final Attempts attempts;
  private final TaskStore tasks;
  private final JobStore jobs;
  private final JobEnder ender;
  private final JobHub hub;
  private final RunnerRegistry registry;
  private final Projects projects;
  private final SettingsStore settings;
  private final JobConfig config;
  private final SecretBox box;

  Assignments(
      Attempts attempts,
      TaskStore tasks,
      JobStore jobs,
      JobEnder ender,
      JobHub hub,
      RunnerRegistry registry,
      Projects projects,
      SettingsStore settings,
      JobConfig config,
      SecretBox box) {
    this.attempts = attempts;
    this.tasks = tasks;
    this.jobs = jobs;
    this.ender = ender;
    this.hub = hub;
    this.registry = registry;
    this.projects = projects;
    this.settings = settings;
    this.config = config;
    this.box = box;
  }

  /** Idempotent for the runner that got the attempt. */
  GetJobAssignmentResponse assign(AttemptRef attempt) {
    RunnerId runner = Attempts.caller(attempt);
    JobRow row = attempts.require(attempt);
    checkTarget(row, attempt, runner);
    if (!row.ended() && row.attempt() == attempt.getAttempt()) {
      if (row.cancelTime().isPresent() && ender.cancelUnassigned(row)) {
        return verdict(Verdict.CANCELLED);
      }
      RunnerRow known =
          registry
              .find(runner)
              .orElseThrow(() -> ApiException.denied("runner %s is not registered", runner));
      if (jobs.assign(row.id(), row.attempt(), runner, known.kind())) {
        hub.changed(row.id());
        return run(row, runner);
      }
    }
    return refuse(attempts.require(attempt), attempt, runner);
  }

  /** The specification as it was queued. */
  JobSpec spec(JobRow row) {
    return Protos.parse(JobSpec.parser(), box.open(JobStore.sealName(row.id()), row.spec()));
  }

  private GetJobAssignmentResponse run(JobRow row, RunnerId runner) {
    GetJobAssignmentResponse.Builder response =
        GetJobAssignmentResponse.newBuilder()
            .setVerdict(Verdict.RUN)
            .setSpec(spec(row))
            .setServerCookie(settings.get().cookie())
            .setNextOutputOffset(row.attemptOutput());
    projects
        .find(row.project())
        .ifPresent(
            project -> {
              response.addAllServerVariables(project.getVariablesList());
              if (project.hasWaypointHcl()) {
                response.setServerHcl(project.getWaypointHcl());
              }
            });
    config.addTo(
        response, new JobConfig.Owner(row.project(), row.application(), row.workspace()), runner);
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

  /** A runner can have what its queues could have given it, and nothing else. */
  private void checkTarget(JobRow row, AttemptRef attempt, RunnerId runner) {
    boolean entitled =
        row.mode() == RunnerMode.ON_DEMAND
            ? tasks.isRunnerOf(row.id(), attempt.getAttempt(), runner)
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
