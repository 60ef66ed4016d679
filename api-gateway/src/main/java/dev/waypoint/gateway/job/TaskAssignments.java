package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.profile.Profiles;
import dev.waypoint.gateway.runner.HeldJobs;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.server.Advertised;
import dev.waypoint.gateway.token.TokenRequest;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.GetTaskAssignmentResponse;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.ReportTaskRequest;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.OnDemandRunnerIds;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the static runners need that launch, watch and stop on-demand runners. */
@Singleton
final class TaskAssignments implements HeldJobs {
  /** Longer than any attempt: the token ends with its job. */
  private static final Duration TOKEN_LIFE = JobLimits.OPERATION.plus(JobLimits.CONNECT);

  private static final int MAX_REASON = 20_000;
  private static final int MAX_RESOURCE = 1000;

  private final Attempts attempts;
  private final JobStore jobs;
  private final Profiles profiles;
  private final RunnerRegistry registry;
  private final Advertised advertised;
  private final Tokens tokens;
  private final JobHub hub;
  private final Clock clock;

  TaskAssignments(
      Attempts attempts,
      JobStore jobs,
      Profiles profiles,
      RunnerRegistry registry,
      Advertised advertised,
      Tokens tokens,
      JobHub hub,
      Clock clock) {
    this.attempts = attempts;
    this.jobs = jobs;
    this.profiles = profiles;
    this.registry = registry;
    this.advertised = advertised;
    this.tokens = tokens;
    this.hub = hub;
    this.clock = clock;
  }

  GetTaskAssignmentResponse get(AttemptRef attempt) {
    JobRow row = requireLauncher(attempt);
    JobId id = row.id();
    Profile profile = profiles.require(row.profile());
    boolean current = !row.ended() && row.attempt() == attempt.getAttempt();
    GetTaskAssignmentResponse.Builder response =
        GetTaskAssignmentResponse.newBuilder()
            .setTaskName(taskName(id, attempt.getAttempt()))
            .setPluginType(profile.getPluginType())
            .setPluginConfig(profile.getPluginConfig())
            .setPluginConfigFormat(profile.getPluginConfigFormat())
            .setImage(
                profile.getOciUrl().isBlank() ? advertised.runnerImage() : profile.getOciUrl())
            .putAllLabels(labels(row, attempt, profile))
            .setCancelled(!current || row.cancelTime().isPresent());
    if (current) {
      RunnerId runner = OnDemandRunnerIds.of(id, attempt.getAttempt());
      response
          .addAllArguments(arguments(runner, profile))
          .putAllEnvironment(environment(row, runner, profile));
    }
    return response.build();
  }

  void report(ReportTaskRequest request) {
    JobRow row = requireLauncher(request.getAttempt());
    jobs.task(row.id(), request.getAttempt().getAttempt(), progress(request));
    hub.changed(row.id());
  }

  @Override
  public boolean isHeld(JobId jobId, RunnerId runnerId) {
    return jobs.find(jobId)
        .filter(row -> !row.ended() && row.mode() == RunnerMode.ON_DEMAND)
        .filter(row -> OnDemandRunnerIds.of(jobId, row.attempt()).equals(runnerId))
        .isPresent();
  }

  private JobRow requireLauncher(AttemptRef attempt) {
    RunnerId caller = Attempts.caller(attempt);
    JobRow row = attempts.require(attempt);
    boolean entitled =
        registry
            .find(caller)
            .filter(known -> !known.byIdOnly())
            .filter(known -> row.target().matches(caller, known.labels(), false))
            .isPresent();
    if (row.mode() != RunnerMode.ON_DEMAND || !entitled) {
      throw ApiException.denied(
          "runner %s does not launch for job %s: that is for %s",
          caller, row.id(), row.target().describe());
    }
    return row;
  }

  private JobStore.TaskProgress progress(ReportTaskRequest request) {
    Phase phase =
        switch (request.getState()) {
          case "STARTED" -> Phase.CONNECTING;
          case "STARTING" -> Phase.STARTING;
          case "EXITED", "STOPPED", "START_FAILED", "STOP_FAILED" -> Phase.QUEUED;
          default -> throw ApiException.invalid("'%s' is no state of a task", request.getState());
        };
    StringBuilder reason = new StringBuilder(request.getReason());
    request.getOutputTailList().forEach(line -> reason.append('\n').append(line));
    boolean exited = request.getState().equals("EXITED");
    return new JobStore.TaskProgress(
        request.getState(),
        request.getState().startsWith("START")
            ? Optional.of(Attempts.caller(request.getAttempt()))
            : Optional.empty(),
        Optional.of(request.getResource())
            .filter(text -> !text.isBlank())
            .map(text -> cut(text, MAX_RESOURCE)),
        exited ? Optional.of(request.getExitCode()) : Optional.empty(),
        Optional.of(reason.toString().strip())
            .filter(text -> !text.isEmpty())
            .map(text -> cut(text, MAX_REASON)),
        phase);
  }

  private static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) : text;
  }

  private Map<String, String> environment(JobRow row, RunnerId runner, Profile profile) {
    Map<String, String> environment = new TreeMap<>(advertised.environment());
    TokenRequest request = TokenRequest.job(runner, row.id(), clock.instant().plus(TOKEN_LIFE));
    String tokenId = tokenId(row.id(), row.attempt());
    environment.put(
        "WAYPOINT_SERVER_TOKEN", tokens.issue(tokenId, request, "job " + row.id()).text());
    environment.put("WAYPOINT_RUNNER_ID", runner.value());
    environment.putAll(profile.getEnvironmentMap());
    return environment;
  }

  private static String tokenId(JobId id, int attempt) {
    return id.value() + "-" + attempt;
  }

  private static List<String> arguments(RunnerId runner, Profile profile) {
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

  private static Map<String, String> labels(JobRow row, AttemptRef attempt, Profile profile) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("waypoint.job", row.id().value());
    labels.put("waypoint.attempt", String.valueOf(attempt.getAttempt()));
    labels.put("waypoint.project", row.project());
    labels.put("waypoint.application", row.application());
    labels.put("waypoint.workspace", row.workspace());
    labels.put("waypoint.profile", profile.getName());
    labels.put("waypoint.runner", OnDemandRunnerIds.of(row.id(), attempt.getAttempt()).value());
    return labels;
  }

  private static String taskName(JobId id, int attempt) {
    return "waypoint-task-%s-%d".formatted(id.value().toLowerCase(Locale.ROOT), attempt);
  }
}
