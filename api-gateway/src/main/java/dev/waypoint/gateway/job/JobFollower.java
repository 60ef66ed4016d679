package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.Errors;
import dev.waypoint.gateway.auth.StandingCaller;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.OutputBatch;
import dev.waypoint.workflows.job.JobId;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Follows one job for one client: what is stored from a position on, then what comes, and the end
 * after all output, or when its caller may not see it any more. Runs on a thread of its own, which
 * waits while the client cannot take more.
 */
final class JobFollower implements Runnable {
  /** Also sees what other replicas store. */
  private static final long POLL_MILLIS = 1000;

  private final JobId id;
  private final JobStore jobs;
  private final OutputStore output;
  private final WaitExplainer explainer;
  private final Clock clock;
  private final StandingCaller caller;
  private final ServerCallStreamObserver<JobEvent> client;
  private final JobHub.Subscription changes;
  private long position;
  private JobView view;
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
    this.caller = StandingCaller.current();
    this.client = client;
    this.changes = hub.subscribe(id);
    client.setOnReadyHandler(changes::wake);
    client.setOnCancelHandler(changes::end);
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
    read();
    while (!client.isCancelled()) {
      if (view.isComplete(position, clock.instant())) {
        client.onNext(
            JobEvent.newBuilder().setComplete(JobEvent.Complete.newBuilder().setJob(told)).build());
        client.onCompleted();
        return;
      }
      take(changes.await(POLL_MILLIS));
      caller.require(told.getApplication().getProject());
    }
  }

  private void read() throws InterruptedException {
    JobRow row = jobs.find(id).orElseThrow(() -> Attempts.unknown(id.value()));
    view = JobView.of(row, explainer.explain(row));
    tellState();
    sendOutput(view.outputLength());
  }

  /** Follows changes as far as they are told in full; without any, others may have made some. */
  private void take(List<JobChange> all) throws InterruptedException {
    if (all.isEmpty()) {
      read();
    }
    for (JobChange change : all) {
      Optional<JobView> next = view.after(change);
      if (next.isEmpty()) {
        read();
        return;
      }
      view = next.get();
      if (change instanceof JobChange.Output output
          && position == output.batch().getFirstPosition()) {
        send(output.batch());
      }
      sendOutput(view.outputLength());
      tellState();
    }
  }

  private void tellState() {
    Job job = view.job();
    if (told == null) {
      client.onNext(JobEvent.newBuilder().setOpen(JobEvent.Open.newBuilder().setJob(job)).build());
    }
    if (told == null || differs(job)) {
      JobState previous = told == null ? JobState.JOB_STATE_UNSPECIFIED : told.getState();
      JobEvent.StateChange change =
          JobEvent.StateChange.newBuilder()
              .setPrevious(previous)
              .setJob(job)
              .setCancelling(view.cancelling())
              .build();
      client.onNext(JobEvent.newBuilder().setState(change).build());
    }
    cancelling = view.cancelling();
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
        send(batch);
      }
    }
  }

  private void send(OutputBatch batch) throws InterruptedException {
    awaitReady();
    if (!client.isCancelled()) {
      client.onNext(JobEvent.newBuilder().setOutput(batch).build());
      position = batch.getFirstPosition() + batch.getEventsCount();
    }
  }

  private void awaitReady() throws InterruptedException {
    while (!client.isReady() && !client.isCancelled()) {
      changes.awaitWake(POLL_MILLIS);
    }
  }
}
