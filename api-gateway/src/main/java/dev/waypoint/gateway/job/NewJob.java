package dev.waypoint.gateway.job;

import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.RetryRule;
import java.time.Instant;
import java.util.Optional;

/** A job that was checked and placed, to be stored. */
record NewJob(
    JobId id,
    JobSpec spec,
    Placement placement,
    RetryRule retryRule,
    String queuedBy,
    Instant queueTime,
    Optional<Instant> expireTime) {}
