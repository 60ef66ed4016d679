package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says why a job waits: in a line at first, at length when it takes long, and again if it changes.
 */
final class WaitHints {
  private static final Duration IDLE = Duration.ofHours(1);

  private final FollowTimes times;
  private boolean waiting;
  private int given;
  private Instant next = Instant.MAX;

  WaitHints(FollowTimes times) {
    this.times = times;
  }

  void waiting(boolean now) {
    if (now && !waiting) {
      given = 0;
      next = Instant.now().plus(times.firstHint());
    }
    if (!now) {
      next = Instant.MAX;
    }
    waiting = now;
  }

  Duration untilNext() {
    if (next.equals(Instant.MAX)) {
      return IDLE;
    }
    Duration left = Duration.between(Instant.now(), next);
    return left.isPositive() ? left : Duration.ZERO;
  }

  /** The hint could not be made; try again later. */
  void again() {
    next = Instant.now().plus(times.firstHint());
  }

  /** What to say now about a job that may still wait. */
  Optional<String> text(Job job, JobFollower.OnInterrupt onInterrupt) {
    boolean waits = job.getState() == JobState.QUEUED || job.getState() == JobState.WAITING;
    if (!waits || !waiting) {
      waiting(false);
      return Optional.empty();
    }
    given++;
    next = given == 1 ? Instant.now().plus(times.secondHint()) : Instant.MAX;
    String reason =
        job.getWaitingReason().isEmpty() ? "no runner has taken it yet" : job.getWaitingReason();
    boolean heldBack = !job.getWaitsForJob().isEmpty();
    String interrupt =
        onInterrupt == JobFollower.OnInterrupt.DETACH
            ? "Ctrl-C leaves it waiting in the background"
            : "Ctrl-C cancels it";
    return Optional.of(
        given == 1
            ? "the job %s waits: %s; %s".formatted(job.getId(), reason, interrupt)
            : heldBack
                ? heldBack(job, reason)
                : isLaunched(job) ? launched(job, reason) : noRunner(job, reason));
  }

  private static String heldBack(Job job, String reason) {
    return """
            the job %1$s still waits: %2$s
            See the job before it with 'waypoint job get-stream %3$s', and all of them with \
            'waypoint job list'.
            End this one with 'waypoint job cancel %1$s'."""
        .formatted(job.getId(), reason, job.getWaitsForJob());
  }

  private static boolean isLaunched(Job job) {
    return job.getPhase().equals("starting") || job.getPhase().equals("connecting");
  }

  private static String launched(Job job, String reason) {
    return """
            the job %1$s still waits: %2$s
            See what its platform says with 'waypoint task inspect -run-job-id=%1$s'.
            End it with 'waypoint job cancel %1$s'."""
        .formatted(job.getId(), reason);
  }

  private static String noRunner(Job job, String reason) {
    return """
            the job %1$s still waits: %2$s
            Look at the runners with 'waypoint runner list': is one of them online and adopted, and \
            does it have the labels that the profile asks for?
            See the profile with 'waypoint runner profile list', and the job with \
            'waypoint job inspect %1$s'.
            End it with 'waypoint job cancel %1$s'."""
        .formatted(job.getId(), reason);
  }
}
