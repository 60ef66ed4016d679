package dev.waypoint.gateway.runner;

import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A runner as it is stored.
 *
 * @param adoptedBy who adopted or rejected it
 * @param adoptedAt and when
 * @param job on-demand runners: the one job they are for
 * @param replica the gateway that it is connected to
 * @param presentUntil that gateway's promise; renewed while the connection lasts
 * @param offlineReason why it is not connected; empty when it is
 */
public record RunnerRow(
    RunnerId id,
    RunnerKind kind,
    Map<String, String> labels,
    Adoption adoption,
    Optional<String> adoptedBy,
    Optional<Instant> adoptedAt,
    Instant firstSeen,
    Instant lastSeen,
    int concurrency,
    boolean draining,
    String address,
    String version,
    Optional<JobId> job,
    Optional<String> replica,
    Optional<Instant> presentUntil,
    String offlineReason,
    Instant changedAt) {
  public RunnerRow {
    labels = Map.copyOf(labels);
  }

  /** On-demand and CLI runners take only what is addressed to them. */
  public boolean byIdOnly() {
    return kind != RunnerKind.STATIC;
  }

  public boolean online(Instant now) {
    return presentUntil.filter(now::isBefore).isPresent();
  }

  /** On-demand and CLI runners are not shown once they have gone. */
  public boolean gone(Instant now) {
    return adoption == Adoption.FORGOTTEN || (byIdOnly() && !online(now));
  }

  RunnerRow withAdoption(Adoption state, String by, Instant at) {
    return new RunnerRow(
        id,
        kind,
        labels,
        state,
        Optional.of(by),
        Optional.of(at),
        firstSeen,
        lastSeen,
        concurrency,
        draining,
        address,
        version,
        job,
        replica,
        presentUntil,
        offlineReason,
        at);
  }

  RunnerRow withDraining(boolean drain, Instant at) {
    return new RunnerRow(
        id,
        kind,
        labels,
        adoption,
        adoptedBy,
        adoptedAt,
        firstSeen,
        lastSeen,
        concurrency,
        drain,
        address,
        version,
        job,
        replica,
        presentUntil,
        offlineReason,
        at);
  }

  RunnerRow withPresence(String at, Instant until) {
    return new RunnerRow(
        id,
        kind,
        labels,
        adoption,
        adoptedBy,
        adoptedAt,
        firstSeen,
        lastSeen,
        concurrency,
        draining,
        address,
        version,
        job,
        Optional.of(at),
        Optional.of(until),
        "",
        changedAt);
  }

  RunnerRow withAbsence(String reason, Instant at) {
    return new RunnerRow(
        id,
        kind,
        labels,
        adoption,
        adoptedBy,
        adoptedAt,
        firstSeen,
        at,
        concurrency,
        draining,
        address,
        version,
        job,
        Optional.empty(),
        Optional.empty(),
        reason,
        at);
  }
}
