package dev.waypoint.gateway.task;

import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import java.util.Locale;
import java.util.Optional;

/**
 * A container that is to be made.
 *
 * @param job empty: started ahead
 * @param profileKey {@link ProfileKeys#of}
 */
public record NewTask(
    String id,
    Optional<JobId> job,
    int attempt,
    Profile profile,
    String profileKey,
    TargetRunner target) {
  public static NewTask of(
      String id, JobId job, int attempt, Profile profile, String key, TargetRunner target) {
    return new NewTask(id, Optional.of(job), attempt, profile, key, target);
  }

  public static NewTask warm(String id, Profile profile, String key, TargetRunner target) {
    return new NewTask(id, Optional.empty(), OnDemandRunnerIds.WARM_ATTEMPT, profile, key, target);
  }

  /** On the platform; at most 63 characters of {@code a-z0-9-}, which every platform takes. */
  public static String name(JobId job, int attempt) {
    return "waypoint-task-%s-%d".formatted(job.value().toLowerCase(Locale.ROOT), attempt);
  }

  String name() {
    return name(named(), attempt);
  }

  RunnerId runner() {
    return OnDemandRunnerIds.of(named(), attempt);
  }

  private JobId named() {
    return job.orElseGet(() -> new JobId(id));
  }
}
