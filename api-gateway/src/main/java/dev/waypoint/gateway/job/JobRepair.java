package dev.waypoint.gateway.job;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.EngineOutages;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.RetryRule;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every job that has not ended has a workflow: those whose start failed, those that
 * were stored just before a crash, and those that an engine lost.
 */
@Singleton
public final class JobRepair {
  private static final Logger log = LoggerFactory.getLogger(JobRepair.class);

  private static final WorkflowExecutionStatus RUNNING =
      WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  private static final WorkflowExecutionStatus COMPLETED =
      WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;

  /** A start under way needs no repair yet. */
  private static final Duration STARTING = Duration.ofSeconds(3);

  /** So long a cancel may take to reach the workflow by itself. */
  private static final Duration TELLING = Duration.ofSeconds(3);

  /** A workflow ends a job that is cancelled by force in less. */
  private static final Duration FORCE = Duration.ofSeconds(4);

  /** So long a runner has to deliver what it began, once the job's workflow is found to be gone. */
  private static final Duration DELIVERY = Duration.ofSeconds(20);

  /** Jobs asked about at a turn: so many answers come within a second or two. */
  static final int AT_ONCE = 500;

  private final JobStore jobs;
  private final JobEnder ender;
  private final JobCanceller canceller;
  private final WorkflowLauncher launcher;
  private final JobLedger ledger;
  private final Followups followups;
  private final Engine engine;
  private final Clock clock;
  private final Instant born;

  /** When a begun job was first seen without its workflow. */
  private final Map<JobId, Instant> missing = new HashMap<>();

  /** The last job that was asked about; empty: the next turn begins with the first. */
  private String asked = "";

  /** Whether this server has asked about every job once. */
  private boolean askedAll;

  JobRepair(
      JobStore jobs,
      JobEnder ender,
      JobCanceller canceller,
      WorkflowLauncher launcher,
      JobLedger ledger,
      Followups followups,
      Engine engine,
      Clock clock) {
    this.jobs = jobs;
    this.ender = ender;
    this.canceller = canceller;
    this.launcher = launcher;
    this.ledger = ledger;
    this.followups = followups;
    this.engine = engine;
    this.clock = clock;
    this.born = clock.instant();
  }

  /** Notes what was started. Often. */
  public void flushStarted() {
    launcher.flushStarted();
  }

  /** Starts what was never started. Every few seconds. */
  public void startUnstarted() {
    launcher.flushStarted();
    jobs.unstarted(clock.instant().minus(STARTING)).forEach(launcher::start);
  }

  /**
   * Ends jobs that expired while others held them back, and those whose workflow did not end them
   * after they were cancelled by force. Every second.
   */
  public void endExpired() {
    jobs.cancelledByForce(clock.instant().minus(FORCE))
        .forEach(job -> ender.end(job, FailureCode.JOB_ABANDONED.name()));
    jobs.expiredHeldBack(clock.instant())
        .forEach(job -> ender.end(job, FailureCode.QUEUE_TIMEOUT.name()));
  }

  /** Lets those begin that wait for nothing. Now and then: there are none but after a fault. */
  public void admitForgotten() {
    Aftermath after = jobs.admitForgotten();
    after.admitted().forEach(id -> log.warn("job {} waited for nothing; it begins now", id));
    followups.now(after);
  }

  /**
   * Asks the engine about the jobs that have not ended, and repeats the cancels of those that were
   * cancelled. At the start about every one; then, now and then, about the next ones at each turn:
   * of many thousands all are asked about, and nothing else waits long for that.
   */
  public synchronized void resubmitLost() {
    do {
      resubmitSomeLost();
    } while (!askedAll);
    repeatCancels();
  }

  private void resubmitSomeLost() {
    List<JobRow> some = jobs.unfinished(asked, AT_ONCE);
    resubmitLost(some);
    boolean end = some.size() < AT_ONCE;
    askedAll |= end;
    asked = end ? "" : some.getLast().id().value();
  }

  /** What the engine does not take for one job must not keep the others running. */
  private void repeatCancels() {
    for (JobRow job : jobs.cancelled(overdue())) {
      try {
        canceller.carryOut(job);
      } catch (WorkflowServiceException e) {
        log.warn("the cancel of job {} is repeated later: {}", job.id(), reason(e));
      }
    }
  }

  /** What was cancelled before this time was told, or never will be by who began to. */
  private Instant overdue() {
    Instant told = clock.instant().minus(TELLING);
    return told.isAfter(born) ? told : born;
  }

  /** Asks again about those whose runner may still deliver. Every few seconds. */
  public synchronized void resubmitMissing() {
    List<JobRow> left =
        missing.keySet().stream()
            .map(jobs::find)
            .flatMap(Optional::stream)
            .filter(job -> !job.ended())
            .toList();
    missing.keySet().retainAll(left.stream().map(JobRow::id).toList());
    resubmitLost(left);
  }

  private void resubmitLost(List<JobRow> unfinished) {
    for (JobRow job : unfinished) {
      if (job.admitted() && !isStarting(job)) {
        ask(job);
      } else {
        missing.remove(job.id());
      }
    }
  }

  /** What the engine does not tell of one job must not keep the others waiting. */
  private void ask(JobRow job) {
    try {
      resubmitIfLost(job);
    } catch (WorkflowServiceException e) {
      if (EngineOutages.of(e).isPresent()) {
        throw e;
      }
      log.warn("the engine is asked about job {} again later: {}", job.id(), reason(e));
    }
  }

  private static String reason(WorkflowServiceException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.getMessage() : cause.getMessage();
  }

  private void resubmitIfLost(JobRow job) {
    Optional<WorkflowExecutionStatus> workflow = workflow(job.id());
    if (workflow.filter(RUNNING::equals).isPresent()) {
      missing.remove(job.id());
    } else {
      resubmit(job, workflow.filter(COMPLETED::equals).isPresent());
    }
  }

  /** Another thread of this process is about to start it. */
  private boolean isStarting(JobRow job) {
    Instant admitted = job.admitTime().orElse(job.queueTime());
    return admitted.isAfter(born) && clock.instant().isBefore(admitted.plus(STARTING));
  }

  /**
   * @param completed its workflow came to its end, which is not in these tables: they are older
   *     than it, from a snapshot
   */
  private void resubmit(JobRow job, boolean completed) {
    if (completed && job.retryRule() != RetryRule.REPEATABLE) {
      ender.end(job, FailureCode.RUNNER_LOST_MIDWAY.name());
    } else if (!job.workflowStarted()) {
      launcher.start(job);
    } else if (!job.begun()) {
      log.info("job {} is submitted again: its workflow is gone", job.id());
      launcher.start(job);
    } else if (job.retryRule() == RetryRule.REPEATABLE) {
      repeat(job);
    } else if (clock.instant().isBefore(missingSince(job).plus(DELIVERY))) {
      log.debug("job {} has begun and its workflow is gone: its runner may deliver", job.id());
    } else if (job.mayRepeat() && job.attempt() < JobLimits.MAX_ATTEMPTS) {
      repeat(job);
    } else {
      ender.end(job, FailureCode.RUNNER_LOST_MIDWAY.name());
    }
  }

  private Instant missingSince(JobRow job) {
    return missing.computeIfAbsent(job.id(), _ -> clock.instant());
  }

  /** Its runner may be about to deliver; the fence lets only one of the two attempts through. */
  private void repeat(JobRow job) {
    int next = job.attempt() + 1;
    if (next > JobLimits.MAX_ATTEMPTS) {
      ender.end(job, FailureCode.RUNNER_GONE.name());
      return;
    }
    log.info("job {} is submitted again as attempt {}: its workflow is gone", job.id(), next);
    ledger.beginAttempt(Attempts.begin(job.id(), next, FailureCode.RUNNER_GONE));
    jobs.find(job.id()).filter(row -> !row.ended()).ifPresent(launcher::start);
  }

  /** Empty when the engine knows of none. */
  private Optional<WorkflowExecutionStatus> workflow(JobId id) {
    try {
      return Optional.of(
          engine.client().newUntypedWorkflowStub(id.workflowId()).describe().getStatus());
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }
}
