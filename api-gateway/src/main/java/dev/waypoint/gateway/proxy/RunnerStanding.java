package dev.waypoint.gateway.proxy;

import static java.util.Objects.requireNonNull;

import dev.waypoint.workflows.target.RunnerId;
import java.util.Set;

/**
 * What a runner may do at this moment. Presence is no part of it: an open poll is presence enough.
 *
 * @param admitted adopted (or an on-demand or CLI runner with a good token); when false every call
 *     of the runner is refused
 * @param draining takes no new task; still heartbeats and completes what it has, even when it is
 *     not admitted any more
 * @param refusal when not admitted: why, and what to do about it, in words for the runner's log;
 *     else empty
 * @param jobQueues real task queues whose jobs it may be given; never its virtual queue's name
 *     unless that is also a real one (its id's queue is)
 * @param launchQueues real task queues whose launches it may be given; empty for by-id-only runners
 */
public record RunnerStanding(
    RunnerId runnerId,
    boolean admitted,
    boolean draining,
    String refusal,
    Set<String> jobQueues,
    Set<String> launchQueues) {
  public RunnerStanding {
    requireNonNull(runnerId, "runnerId is null");
    requireNonNull(refusal, "refusal is null");
    jobQueues = Set.copyOf(jobQueues);
    launchQueues = Set.copyOf(launchQueues);
  }

  /** A runner that may do nothing. */
  public static RunnerStanding refused(RunnerId runnerId, String refusal) {
    return new RunnerStanding(runnerId, false, false, refusal, Set.of(), Set.of());
  }

  /** A runner that gets nothing more, but may finish what it has. */
  public static RunnerStanding finishing(RunnerId runnerId, String refusal) {
    return new RunnerStanding(runnerId, false, true, refusal, Set.of(), Set.of());
  }

  /** Whether it may heartbeat and complete the tasks that it was given. */
  public boolean mayFinish() {
    return admitted || draining;
  }

  /** A runner that takes tasks of these queues. */
  public static RunnerStanding admitted(
      RunnerId runnerId, Set<String> jobQueues, Set<String> launchQueues) {
    return new RunnerStanding(runnerId, true, false, "", jobQueues, launchQueues);
  }
}
