package dev.waypoint.gateway.task;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.profile.Profiles;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.runner.RunnerRow;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.protocol.v1.FindOrphansRequest;
import dev.waypoint.protocol.v1.FindOrphansResponse;
import dev.waypoint.protocol.v1.GetSweepResponse;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.ReportSweptRequest;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.Task;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which containers nobody needs, for the runners that look for them. */
@Singleton
public final class Orphans {
  /** A workflow removes its containers itself; only what it has not after this time is left. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private static final Pattern NAME = Pattern.compile("waypoint-task-([0-9a-z]{26})-([0-9]{1,6})");

  private final TaskStore tasks;
  private final Profiles profiles;
  private final Installation installation;
  private final RunnerRegistry registry;
  private final Engine engine;
  private final Clock clock;
  private final Instant born;

  Orphans(
      TaskStore tasks,
      Profiles profiles,
      Installation installation,
      RunnerRegistry registry,
      Engine engine,
      Clock clock) {
    this.tasks = tasks;
    this.profiles = profiles;
    this.installation = installation;
    this.registry = registry;
    this.engine = engine;
    this.clock = clock;
    this.born = clock.instant();
  }

  /** Notes containers of ended attempts that should be gone; answers how many are new. */
  int mark() {
    Instant late = clock.instant().minus(GRACE);
    // An engine that remembers nothing has no workflow any more that could remove them.
    return tasks.markOrphans(engine.durable() || late.isAfter(born) ? late : born);
  }

  /** Where the caller is to look, and for what. */
  public GetSweepResponse sweep() {
    RunnerRow runner = caller();
    GetSweepResponse.Builder response =
        GetSweepResponse.newBuilder().putLabels(Installation.LABEL, installation.id());
    platforms(runner)
        .forEach(
            (key, profile) ->
                response
                    .addPlatformsBuilder()
                    .setKey(key)
                    .setPluginType(profile.getPluginType())
                    .setPluginConfig(profile.getPluginConfig())
                    .setPluginConfigFormat(profile.getPluginConfigFormat()));
    return response.build();
  }

  /** Those of the caller's finds that nobody needs; what it did not find is gone. */
  public FindOrphansResponse find(FindOrphansRequest request) {
    RunnerRow runner = caller();
    Profile platform = platforms(runner).get(request.getPlatform());
    if (platform == null) {
      return FindOrphansResponse.getDefaultInstance();
    }
    mark();
    Set<String> present = new HashSet<>(request.getTaskNamesList());
    tasks.list(Set.of(Task.State.ORPHANED), 0, true).stream()
        .filter(TaskRow::open)
        .filter(task -> task.launcher().filter(runner.id()::equals).isPresent())
        .filter(task -> ProfileKeys.platform(tasks.profile(task)).equals(request.getPlatform()))
        .filter(task -> !present.contains(task.name()))
        .forEach(task -> tasks.stopped(task.name(), Optional.of("left behind; it is gone")));
    return FindOrphansResponse.newBuilder()
        .addAllTaskNames(present.stream().filter(name -> isOrphan(name, platform)).toList())
        .build();
  }

  public void report(ReportSweptRequest request) {
    RunnerRow runner = caller();
    String name = request.getTaskName();
    tasks
        .named(name)
        .filter(task -> task.state() == Task.State.ORPHANED)
        .ifPresent(
            task -> {
              if (request.getProblem().isEmpty()) {
                tasks.stopped(
                    name, Optional.of("left behind; runner %s removed it".formatted(runner.id())));
              } else {
                tasks.failed(
                    name,
                    "left behind; runner %s could not remove it: %s"
                        .formatted(runner.id(), request.getProblem()));
              }
            });
  }

  private boolean isOrphan(String name, Profile platform) {
    Optional<TaskRow> task = tasks.named(name);
    if (task.isEmpty()) {
      return adopt(name, platform);
    }
    boolean stoppedLongAgo =
        task.get().stoppedAt().filter(at -> at.isBefore(clock.instant().minus(GRACE))).isPresent();
    if (stoppedLongAgo) {
      tasks.orphan(name);
    }
    return stoppedLongAgo || task.get().state() == Task.State.ORPHANED;
  }

  /** One of ours of which nothing is known: its record was lost. */
  private boolean adopt(String name, Profile platform) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return false;
    }
    JobId job = new JobId(parts.group(1).toUpperCase(Locale.ROOT));
    int attempt = Integer.parseInt(parts.group(2));
    tasks.add(NewTask.of(Ids.next(), job, attempt, platform, "", new TargetRunner.Any()));
    tasks.orphan(name);
    return true;
  }

  /** By their key. */
  private Map<String, Profile> platforms(RunnerRow runner) {
    Map<String, Profile> platforms = new LinkedHashMap<>();
    Stream<Profile> known =
        profiles.list().stream()
            .filter(profile -> serves(runner, TargetText.fromProto(profile.getTargetRunner())));
    Stream<Profile> used =
        tasks.open().stream().filter(task -> serves(runner, task.target())).map(tasks::profile);
    Stream.concat(known, used)
        .forEach(profile -> platforms.putIfAbsent(ProfileKeys.platform(profile), profile));
    return platforms;
  }

  private static boolean serves(RunnerRow runner, TargetRunner target) {
    return target.matches(runner.id(), runner.labels(), runner.byIdOnly());
  }

  private RunnerRow caller() {
    if (!(Caller.current() instanceof Caller.Runner token) || token.id().isEmpty()) {
      throw ApiException.denied("only a runner can do this");
    }
    return registry
        .find(token.id().get())
        .filter(row -> row.kind() == RunnerKind.STATIC && row.adoption().admits())
        .orElseThrow(
            () ->
                ApiException.denied(
                    "runner %s does not look for containers: only static runners do",
                    token.id().get()));
  }
}
