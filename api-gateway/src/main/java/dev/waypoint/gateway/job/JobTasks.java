package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.profile.Profiles;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.task.NewTask;
import dev.waypoint.gateway.task.ProfileKeys;
import dev.waypoint.gateway.task.TaskRow;
import dev.waypoint.gateway.task.TaskStore;
import dev.waypoint.gateway.task.WarmPools;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.TaskOverride;
import dev.waypoint.workflows.activity.LedgerActivities.ClaimedRunner;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The tasks of on-demand jobs: one for each attempt, made for it or taken from a pool. */
@Singleton
final class JobTasks {
  private final TaskStore tasks;
  private final WarmPools pools;
  private final Profiles profiles;
  private final ProfileKeys keys;
  private final SecretBox box;

  JobTasks(TaskStore tasks, WarmPools pools, Profiles profiles, ProfileKeys keys, SecretBox box) {
    this.tasks = tasks;
    this.pools = pools;
    this.profiles = profiles;
    this.keys = keys;
    this.box = box;
  }

  /**
   * @throws ApiException FAILED_PRECONDITION for a container of its own without a profile
   */
  static void check(JobSpec spec, Placement placement) {
    if (spec.hasTask() && placement.mode() != RunnerMode.ON_DEMAND) {
      throw ApiException.refused(
          "the job describes a container of its own, but no runner profile applies to it: name"
              + " one");
    }
  }

  /** Makes the record of a new job's first task, where it is known that there will be one. */
  void expect(NewJob job) {
    if (job.placement().mode() != RunnerMode.ON_DEMAND) {
      return;
    }
    profiles
        .find(job.placement().profile())
        .filter(profile -> profile.getWarmIdle() == 0 || job.spec().hasTask())
        .ifPresent(profile -> add(job.id(), 1, profile, job.placement().target()));
  }

  /** The record of an attempt's own container; made where it is not there yet. */
  TaskRow require(JobRow job, int attempt) {
    String name = NewTask.name(job.id(), attempt);
    return tasks
        .named(name)
        .orElseGet(
            () -> {
              add(job.id(), attempt, profiles.require(job.profile()), job.target());
              return tasks.named(name).orElseThrow();
            });
  }

  /** What the job says about its container. */
  Optional<TaskOverride> override(JobRow job) {
    JobSpec spec =
        Protos.parse(JobSpec.parser(), box.open(JobStore.sealName(job.id()), job.spec()));
    return spec.hasTask() ? Optional.of(spec.getTask()) : Optional.empty();
  }

  boolean keepsRunnersFor(Placement placement) {
    return placement.mode() == RunnerMode.ON_DEMAND
        && profiles.find(placement.profile()).filter(p -> p.getWarmIdle() > 0).isPresent();
  }

  /** Takes a runner from the pool of the job's profile. */
  ClaimedRunner claim(JobRow job, int attempt) {
    boolean current = !job.ended() && job.attempt() == attempt && job.cancelTime().isEmpty();
    if (!current || override(job).isPresent()) {
      return ClaimedRunner.NONE;
    }
    return profiles
        .find(job.profile())
        .flatMap(profile -> pools.claim(profile, job.id(), attempt))
        .map(RunnerId::value)
        .map(ClaimedRunner::new)
        .orElse(ClaimedRunner.NONE);
  }

  private void add(JobId job, int attempt, Profile profile, TargetRunner target) {
    tasks.add(NewTask.of(Ids.next(), job, attempt, profile, keys.of(profile), target));
  }
}
