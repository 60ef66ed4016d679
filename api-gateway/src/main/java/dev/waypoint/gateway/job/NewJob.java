package dev.waypoint.gateway.job;

import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.RetryRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A job that was checked and placed, to be stored.
 *
 * @param expireTime when it ends if it is still queued then
 * @param lock what it needs before it begins; empty: none
 * @param retryOf the job that it does again; empty: none
 */
record NewJob(
    JobId id,
    JobSpec spec,
    Placement placement,
    RetryRule retryRule,
    String queuedBy,
    Instant queueTime,
    Optional<Instant> expireTime,
    Optional<LockKey> lock,
    List<Dependency> dependencies,
    Optional<JobId> retryOf) {

  /** Each project has its own; upper and lower case make no difference. */
  Optional<String> singletonSlot() {
    String project = spec.getApplication().getProject();
    return singletonId().map(id -> (project + "\n" + id).toLowerCase(Locale.ROOT));
  }

  Optional<String> singletonId() {
    return Optional.of(spec.getSingletonId()).filter(id -> !id.isBlank());
  }

  Optional<String> requestId() {
    return Optional.of(spec.getRequestId()).filter(id -> !id.isEmpty());
  }

  JobPriority priority() {
    return JobPriority.of(spec.getPriority());
  }

  Optional<Duration> operationTimeout() {
    return Protos.duration(spec.getOperationTimeout());
  }

  Optional<Duration> pickupTimeout() {
    return Protos.duration(spec.getPickupTimeout());
  }

  /** When it ends if it is free to begin now and no runner takes it. */
  Optional<Instant> expireTimeFrom(Instant admitted) {
    return Expiry.of(expireTime, pickupTimeout(), admitted);
  }

  NewJob queuedAt(Instant time) {
    return new NewJob(
        id, spec, placement, retryRule, queuedBy, time, expireTime, lock, dependencies, retryOf);
  }
}
