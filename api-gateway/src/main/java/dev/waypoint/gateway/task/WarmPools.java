package dev.waypoint.gateway.task;

import dev.waypoint.gateway.profile.Profiles;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps as many on-demand runners started ahead as profiles ask for. What has to be is worked out
 * from the records at every look, so that a look that is missed, or made by two replicas, does no
 * harm. Each runner is for one job.
 */
@Singleton
public final class WarmPools {
  /** Older ones are replaced, so that a job always meets a token that lasts longer than it may. */
  public static final Duration IDLE_LIMIT = Duration.ofHours(12);

  /** A container's runner has to connect within this time. */
  private static final Duration CONNECT = Duration.ofMinutes(3);

  private final Profiles profiles;
  private final ProfileKeys keys;
  private final PoolStore store;
  private final TaskStore tasks;
  private final WarmRunners runners;
  private final RunnerRegistry registry;
  private final Clock clock;

  WarmPools(
      Profiles profiles,
      ProfileKeys keys,
      PoolStore store,
      TaskStore tasks,
      WarmRunners runners,
      RunnerRegistry registry,
      Clock clock) {
    this.profiles = profiles;
    this.keys = keys;
    this.store = store;
    this.tasks = tasks;
    this.runners = runners;
    this.registry = registry;
    this.clock = clock;
  }

  /** A runner that is ready, for this attempt of a job from now on; empty when none is. */
  public Optional<RunnerId> claim(Profile profile, JobId job, int attempt) {
    if (profile.getWarmIdle() == 0) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return store.claim(
        profile.getId(),
        keys.of(profile),
        job,
        attempt,
        runner -> registry.find(runner).filter(row -> row.online(now)).isPresent());
  }

  /** The runner of a task that was started ahead has connected. */
  public void connected(JobId task) {
    store.idle(task.value());
  }

  /** Starts what is missing and removes what is not wanted. Every second or two. */
  public void look() {
    List<TaskRow> open = store.open();
    List<Profile> all = profiles.list();
    if (open.isEmpty() && all.stream().allMatch(profile -> profile.getWarmIdle() == 0)) {
      return;
    }
    Map<String, Profile> byId =
        all.stream().collect(Collectors.toMap(Profile::getId, Function.identity()));
    for (TaskRow task : open) {
      Optional<Profile> profile = Optional.ofNullable(byId.get(task.profileId()));
      if (!task.stopWanted() && unwanted(task, profile)) {
        tasks.wantStop(task.id());
      }
    }
    all.stream().filter(this::awake).forEach(this::fill);
    store.open().forEach(runners::follow);
  }

  private boolean unwanted(TaskRow task, Optional<Profile> profile) {
    Instant now = clock.instant();
    if (task.exitedAt().isPresent()) {
      return true;
    }
    if (task.job().isPresent()) {
      return task.jobOver() && task.claimedAt().isPresent();
    }
    boolean silent =
        task.idleAt().isEmpty()
            && task.startedAt().filter(at -> now.isAfter(at.plus(CONNECT))).isPresent();
    boolean old = now.isAfter(task.createdAt().plus(IDLE_LIMIT));
    return silent || old || profile.filter(p -> keeps(p, task)).isEmpty();
  }

  private boolean keeps(Profile profile, TaskRow task) {
    return awake(profile) && keys.of(profile).equals(task.profileKey());
  }

  /** Without a job for longer than its limit a pool is empty, until the next job. */
  private boolean awake(Profile profile) {
    if (profile.getWarmIdle() == 0) {
      return false;
    }
    if (!profile.hasWarmMaxIdle()) {
      return true;
    }
    Duration limit = Duration.ofSeconds(profile.getWarmMaxIdle().getSeconds());
    Instant last =
        store
            .lastUse(profile.getId())
            .filter(used -> used.isAfter(profiles.changedAt(profile)))
            .orElseGet(() -> profiles.changedAt(profile));
    return clock.instant().isBefore(last.plus(limit));
  }

  private void fill(Profile profile) {
    String key = keys.of(profile);
    List<TaskRow> latest = store.latest(profile.getId(), key);
    List<TaskRow> waiting = latest.stream().filter(TaskRow::waiting).toList();
    waiting.stream()
        .sorted(Comparator.comparing(TaskRow::id).reversed())
        .limit(Math.max(0, waiting.size() - profile.getWarmIdle()))
        .forEach(surplus -> tasks.wantStop(surplus.id()));
    if (PoolBackoff.over(latest, clock.instant())) {
      for (int missing = profile.getWarmIdle() - waiting.size(); missing > 0; missing--) {
        store.addUnless(
            profile.getWarmIdle(),
            NewTask.warm(
                Ids.next(), profile, key, TargetText.fromProto(profile.getTargetRunner())));
      }
    }
  }
}
