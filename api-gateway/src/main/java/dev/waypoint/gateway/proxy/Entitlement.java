package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Which real queues a poll may be answered from. Used by the pool's thread alone. */
final class Entitlement {
  /** How long after its last launch task a draining runner is still given those of its own. */
  static final Duration FINISHING = Duration.ofSeconds(10);

  private final Handover handover;
  private final Map<RunnerId, Long> lastLaunching = new Remembered<>();

  Entitlement(Handover handover) {
    this.handover = handover;
  }

  /**
   * A draining runner takes nothing new, but what it launched is its own to watch and to stop:
   * while it watches, and for a while after, it is given what comes on the launch queue of its id.
   */
  Set<String> of(RunnerPoll poll, RunnerStanding standing) {
    Set<String> all = poll.isForLaunches() ? standing.launchQueues() : standing.jobQueues();
    if (!standing.draining()) {
      return all;
    }
    String own = TaskQueues.launches(new TargetRunner.ById(poll.runnerId()));
    return all.contains(own) && isFinishing(poll.runnerId()) ? Set.of(own) : Set.of();
  }

  private boolean isFinishing(RunnerId runnerId) {
    long now = System.nanoTime();
    if (handover.holdsLaunches(runnerId)) {
      lastLaunching.put(runnerId, now);
    }
    Long last = lastLaunching.get(runnerId);
    return last != null && now - last <= FINISHING.toNanos();
  }

  /** Whether a queue is that of the runner's id, so nobody else's. */
  static boolean isOwn(String queue, RunnerId runnerId) {
    TargetRunner self = new TargetRunner.ById(runnerId);
    return queue.equals(TaskQueues.jobs(self)) || queue.equals(TaskQueues.launches(self));
  }
}
