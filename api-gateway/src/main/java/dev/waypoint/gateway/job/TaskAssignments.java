package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.runner.HeldJobs;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.server.Advertised;
import dev.waypoint.gateway.task.Installation;
import dev.waypoint.gateway.task.TaskRow;
import dev.waypoint.gateway.task.TaskStore;
import dev.waypoint.gateway.task.WarmPools;
import dev.waypoint.gateway.token.TokenRequest;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.GetTaskAssignmentRequest.Purpose;
import dev.waypoint.protocol.v1.GetTaskAssignmentResponse;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.TaskOverride;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the static runners need that launch, watch and stop on-demand runners. */
@Singleton
final class TaskAssignments implements HeldJobs {
  /** Longer than any attempt, and than a runner may wait for its job: the token ends with it. */
  private static final Duration TOKEN_LIFE =
      JobLimits.LONGEST_OPERATION.plus(JobLimits.CONNECT).plus(WarmPools.IDLE_LIMIT);

  private final Attempts attempts;
  private final JobStore jobs;
  private final JobHub hub;
  private final JobTasks jobTasks;
  private final TaskStore tasks;
  private final WarmPools pools;
  private final Installation installation;
  private final RunnerRegistry registry;
  private final Advertised advertised;
  private final Tokens tokens;
  private final Clock clock;

  TaskAssignments(
      Attempts attempts,
      JobStore jobs,
      JobHub hub,
      JobTasks jobTasks,
      TaskStore tasks,
      WarmPools pools,
      Installation installation,
      RunnerRegistry registry,
      Advertised advertised,
      Tokens tokens,
      Clock clock) {
    this.attempts = attempts;
    this.jobs = jobs;
    this.hub = hub;
    this.jobTasks = jobTasks;
    this.tasks = tasks;
    this.pools = pools;
    this.installation = installation;
    this.registry = registry;
    this.advertised = advertised;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * A container that one call is about.
   *
   * @param job absent: started ahead
   * @param current still to be started, as far as its job goes
   */
  record Subject(TaskRow task, Optional<JobRow> job, RunnerId launcher, boolean current) {}

  GetTaskAssignmentResponse get(AttemptRef attempt, Purpose purpose) {
    Subject subject = subject(attempt);
    TaskRow task = subject.task();
    Profile profile = tasks.profile(task);
    Optional<TaskOverride> override = subject.job().flatMap(jobTasks::override);
    boolean start = purpose == Purpose.START || purpose == Purpose.ANY_PURPOSE;
    if (purpose == Purpose.START && subject.current()) {
      tasks.starting(task.name(), subject.launcher());
      subject.job().ifPresent(job -> launching(job, subject.launcher()));
    }
    if (purpose == Purpose.STOP) {
      tasks.stopping(task.name());
    }
    GetTaskAssignmentResponse.Builder response =
        GetTaskAssignmentResponse.newBuilder()
            .setTaskName(task.name())
            .setPluginType(profile.getPluginType())
            .setPluginConfig(profile.getPluginConfig())
            .setPluginConfigFormat(profile.getPluginConfigFormat())
            .setImage(image(profile, override))
            .putAllLabels(labels(subject))
            .setCancelled(!subject.current());
    if (start && subject.current()) {
      override.ifPresent(own -> response.addAllEntrypoint(own.getEntrypointList()));
      response
          .addAllArguments(arguments(task.runner(), profile, override))
          .putAllEnvironment(environment(subject, profile, override));
    }
    return response.build();
  }

  private void launching(JobRow job, RunnerId launcher) {
    jobs.task(
        job.id(),
        job.attempt(),
        new JobStore.TaskProgress(
            "STARTING",
            Optional.of(launcher),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Phase.STARTING));
    hub.changed(job.id());
  }

  /** The container of an attempt, when the caller may launch it. */
  Subject subject(AttemptRef attempt) {
    RunnerId caller = Attempts.caller(attempt);
    if (attempt.getAttempt() == OnDemandRunnerIds.WARM_ATTEMPT) {
      TaskRow task =
          tasks
              .find(attempt.getJobId())
              .filter(TaskRow::warm)
              .orElseThrow(
                  () -> ApiException.notFound("no task has the id '%s'", attempt.getJobId()));
      requireLauncher(caller, task.target(), "task " + task.id());
      return new Subject(task, Optional.empty(), caller, task.waiting());
    }
    JobRow job = attempts.require(attempt);
    if (job.mode() != RunnerMode.ON_DEMAND) {
      throw ApiException.denied("job %s has no on-demand runner", job.id());
    }
    requireLauncher(caller, job.target(), "job " + job.id());
    boolean current =
        !job.ended() && job.attempt() == attempt.getAttempt() && job.cancelTime().isEmpty();
    TaskRow task = jobTasks.require(job, attempt.getAttempt());
    return new Subject(task, Optional.of(job), caller, current);
  }

  @Override
  public boolean isHeld(JobId jobId, RunnerId runnerId) {
    Optional<TaskRow> ahead = tasks.find(jobId.value()).filter(TaskRow::warm);
    if (ahead.isPresent()) {
      return ahead.get().runner().equals(runnerId) && ahead.get().waiting();
    }
    return jobs.find(jobId)
        .filter(row -> !row.ended() && row.mode() == RunnerMode.ON_DEMAND)
        .filter(row -> tasks.isRunnerOf(jobId, row.attempt(), runnerId))
        .isPresent();
  }

  @Override
  public void connected(JobId jobId, RunnerId runnerId) {
    if (OnDemandRunnerIds.warm(jobId).equals(runnerId)) {
      pools.connected(jobId);
    }
  }

  private void requireLauncher(RunnerId caller, TargetRunner target, String what) {
    registry
        .find(caller)
        .filter(known -> !known.byIdOnly())
        .filter(known -> target.matches(caller, known.labels(), false))
        .orElseThrow(
            () ->
                ApiException.denied(
                    "runner %s does not launch for %s: that is for %s",
                    caller, what, target.describe()));
  }

  private String image(Profile profile, Optional<TaskOverride> override) {
    return override
        .map(TaskOverride::getImage)
        .filter(image -> !image.isBlank())
        .or(() -> Optional.of(profile.getOciUrl()).filter(image -> !image.isBlank()))
        .orElseGet(advertised::runnerImage);
  }

  private Map<String, String> environment(
      Subject subject, Profile profile, Optional<TaskOverride> override) {
    RunnerId runner = subject.task().runner();
    Map<String, String> environment = new TreeMap<>(advertised.environment());
    JobId bound = subject.job().map(JobRow::id).orElseGet(() -> new JobId(subject.task().id()));
    TokenRequest request = TokenRequest.job(runner, bound, clock.instant().plus(TOKEN_LIFE));
    String tokenId = bound.value() + "-" + subject.task().attempt();
    String issuedFor = (subject.job().isPresent() ? "job " : "task ") + bound;
    environment.put("WAYPOINT_SERVER_TOKEN", tokens.issue(tokenId, request, issuedFor).text());
    environment.put("WAYPOINT_RUNNER_ID", runner.value());
    environment.putAll(profile.getEnvironmentMap());
    override.ifPresent(own -> environment.putAll(own.getEnvironmentMap()));
    return environment;
  }

  private static List<String> arguments(
      RunnerId runner, Profile profile, Optional<TaskOverride> override) {
    boolean ownImage = override.filter(own -> !own.getImage().isBlank()).isPresent();
    boolean ownArguments = override.filter(own -> own.getArgumentsCount() > 0).isPresent();
    if (ownImage || ownArguments) {
      return override.orElseThrow().getArgumentsList();
    }
    return List.of(
        "runner",
        "agent",
        "-vv",
        "-id",
        runner.value(),
        "-odr",
        "-odr-profile-id",
        profile.getId());
  }

  private Map<String, String> labels(Subject subject) {
    TaskRow task = subject.task();
    Map<String, String> labels = new TreeMap<>();
    labels.put(Installation.LABEL, installation.id());
    labels.put("waypoint.dev/runner", task.runner().value());
    labels.put("waypoint.dev/profile", task.profileName());
    subject
        .job()
        .ifPresent(
            job -> {
              labels.put("waypoint.dev/job", job.id().value());
              labels.put("waypoint.dev/attempt", String.valueOf(task.attempt()));
              labels.put("waypoint.dev/project", job.project());
              labels.put("waypoint.dev/application", job.application());
              labels.put("waypoint.dev/workspace", job.workspace());
            });
    return labels;
  }
}
