package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.Errors;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.OutputBatch;
import dev.waypoint.workflows.job.JobId;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Follows one job for one client: what is stored from a position on, then what comes, and the end
 * after all output. Runs on a thread of its own, which waits while the client cannot take more.
 */
final class JobFollower implements Runnable {
  /** Also sees what other replicas store. */
  private static final long POLL_MILLIS = 1000;

  /** How long the last output of an ended job may take to arrive. */
  private static final Duration LATE_OUTPUT = Duration.ofSeconds(10);

  private final JobId id;
  private final JobStore jobs;
  private final OutputStore output;
  private final WaitExplainer explainer;
  private final Clock clock;
  private final ServerCallStreamObserver<JobEvent> client;
  private final JobHub.Subscription changes;
  private long position;
  private Job told;
  private boolean cancelling;

  JobFollower(
      JobId id,
      long position,
      JobStore jobs,
      OutputStore output,
      WaitExplainer explainer,
      JobHub hub,
      Clock clock,
      ServerCallStreamObserver<JobEvent> client) {
    this.id = id;
    this.position = position;
    this.jobs = jobs;
    this.output = output;
    this.explainer = explainer;
    this.clock = clock;
    this.client = client;
    this.changes = hub.subscribe(id);
    client.setOnReadyHandler(changes::wake);
    client.setOnCancelHandler(changes::wake);
  }

  @Override
  public void run() {
    try (changes) {
      follow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!client.isCancelled()) {
        client.onError(Errors.toStatus(e).asRuntimeException());
      }
    }
  }

  private void follow() throws InterruptedException {
    while (!client.isCancelled()) {
      JobRow row = jobs.find(id).orElseThrow(() -> Attempts.unknown(id.value()));
      tellState(row);
      sendOutput(row.outputLength());
      if (row.ended() && isComplete(row)) {
        client.onNext(
            JobEvent.newBuilder().setComplete(JobEvent.Complete.newBuilder().setJob(told)).build());
        client.onCompleted();
        return;
      }
      changes.await(POLL_MILLIS);
    }
  }

  private void tellState(JobRow row) {
    Job job = JobProtos.of(row, explainer.explain(row));
    if (told == null) {
      client.onNext(JobEvent.newBuilder().setOpen(JobEvent.Open.newBuilder().setJob(job)).build());
    }
    if (told == null || differs(job)) {
      JobState previous = told == null ? JobState.JOB_STATE_UNSPECIFIED : told.getState();
      JobEvent.StateChange change =
          JobEvent.StateChange.newBuilder()
              .setPrevious(previous)
              .setJob(job)
              .setCancelling(row.cancelTime().isPresent())
              .build();
      client.onNext(JobEvent.newBuilder().setState(change).build());
    }
    cancelling = row.cancelTime().isPresent();
    told = job;
  }

  private boolean differs(Job job) {
    return job.getState() != told.getState()
        || !job.getPhase().equals(told.getPhase())
        || job.getAttempt() != told.getAttempt()
        || !job.getWaitingReason().equals(told.getWaitingReason())
        || !job.getAssignedRunner().equals(told.getAssignedRunner())
        || job.hasCancelTime() != cancelling;
  }

  private void sendOutput(long length) throws InterruptedException {
    while (position < length && !client.isCancelled()) {
      List<OutputBatch> batches = output.read(id, position);
      if (batches.isEmpty()) {
        return;
      }
      for (OutputBatch batch : batches) {
        awaitReady();
        if (client.isCancelled()) {
          return;
        }
        client.onNext(JobEvent.newBuilder().setOutput(batch).build());
        position = batch.getFirstPosition() + batch.getEventsCount();
      }
    }
  }

  private void awaitReady() throws InterruptedException {
    while (!client.isReady() && !client.isCancelled()) {
      changes.await(POLL_MILLIS);
    }
  }

  private boolean isComplete(JobRow row) {
    boolean allSent = position >= row.outputLength();
    boolean allArrived =
        row.deliveredOutput().map(length -> row.attemptOutput() >= length).orElse(true);
    boolean tooLate =
        row.completeTime().filter(at -> clock.instant().isAfter(at.plus(LATE_OUTPUT))).isPresent();
    return allSent && (allArrived || tooLate);
  }
}
