package dev.waypoint.cli.operation;

import dev.waypoint.cli.connect.GrpcErrors;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.EventPrinter;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.OutputBatch;
import dev.waypoint.protocol.v1.OutputEvent;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Shows a job until it has ended: who executes it, its output from the beginning, why it waits.
 * When the connection breaks it goes on where it was.
 */
public final class JobFollower {
  private static final long CALL_SECONDS = 15;

  /** What Ctrl-C means for the job. */
  public enum OnInterrupt {
    /** The job lives in this process: it is cancelled, and followed to its end. */
    CANCEL,
    /** The job lives elsewhere: it goes on. */
    DETACH
  }

  private final ServerConnection server;
  private final OutputRenderer renderer;
  private final EventPrinter printer;
  private final Interrupts interrupts;
  private final FollowTimes times;

  public JobFollower(
      ServerConnection server, OutputRenderer renderer, Interrupts interrupts, FollowTimes times) {
    this.server = server;
    this.renderer = renderer;
    this.printer = new EventPrinter(renderer);
    this.interrupts = interrupts;
    this.times = times;
  }

  /**
   * Blocks until the job has ended; answers it as it is then.
   *
   * @throws DetachedException if the user interrupted it and the job goes on elsewhere
   * @throws CliException if the server cannot be reached any more
   */
  public FollowedJob follow(String jobId, OnInterrupt onInterrupt) throws InterruptedException {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    try (Interrupts.Subscription _ =
        interrupts.onInterrupt(() -> signals.add(new Signal.Interrupted()))) {
      return new Following(jobId, onInterrupt, signals).run();
    }
  }

  private JobServiceGrpc.JobServiceBlockingStub calls() {
    return JobServiceGrpc.newBlockingStub(server.channel())
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /** One job being followed. */
  private final class Following {
    private final String jobId;
    private final OnInterrupt onInterrupt;
    private final BlockingQueue<Signal> signals;
    private final WaitHints hints;
    private JobStream stream;
    private long position;
    private final ShownErrors errors = new ShownErrors();
    private String announced = "";
    private boolean cancelling;
    private boolean interrupted;
    private Instant brokenSince = Instant.MAX;
    private Duration pause = times.firstPause();

    Following(String jobId, OnInterrupt onInterrupt, BlockingQueue<Signal> signals) {
      this.jobId = jobId;
      this.onInterrupt = onInterrupt;
      this.signals = signals;
      this.hints = new WaitHints(times);
    }

    FollowedJob run() throws InterruptedException {
      stream = JobStream.open(server.channel(), jobId, position, signals);
      try {
        while (true) {
          Signal signal = signals.poll(hints.untilNext().toMillis(), TimeUnit.MILLISECONDS);
          switch (signal) {
            case null -> hint();
            case Signal.Interrupted now -> interrupt();
            case Signal.Broken broken when broken.of() == stream -> reconnect(broken.failure());
            case Signal.Broken stale -> {}
            case Signal.Event event when event.of() == stream -> {
              if (handle(event.event())) {
                return followed(event.event().getComplete().getJob());
              }
              stream.next();
            }
            case Signal.Event stale -> {}
          }
        }
      } finally {
        stream.close();
      }
    }

    /** Answers whether that was the end. */
    private boolean handle(JobEvent event) {
      if (!brokenSince.equals(Instant.MAX)) {
        renderer.line(Style.INFO, "connected again");
        brokenSince = Instant.MAX;
        pause = times.firstPause();
      }
      switch (event.getEventCase()) {
        case OPEN -> seen(event.getOpen().getJob());
        case STATE -> state(event.getState());
        case OUTPUT -> output(event.getOutput());
        case COMPLETE -> {
          seen(event.getComplete().getJob());
          return true;
        }
        case EVENT_NOT_SET -> {}
      }
      return false;
    }

    private void state(JobEvent.StateChange change) {
      if (change.getCancelling() && !cancelling) {
        cancelling = true;
        renderer.line(Style.INFO, "the job is being cancelled");
      }
      seen(change.getJob());
    }

    private void seen(Job job) {
      boolean waits = job.getState() == JobState.QUEUED || job.getState() == JobState.WAITING;
      hints.waiting(waits);
      String runner = job.getAssignedRunner();
      if (!runner.isEmpty() && !runner.equals(announced)) {
        announced = runner;
        renderer.line(Style.INFO, Executors.announce(job));
      }
    }

    private FollowedJob followed(Job job) {
      String message = job.getError().getMessage();
      return new FollowedJob(job, errors.haveShown(message), interrupted);
    }

    private void output(OutputBatch batch) {
      hints.waiting(false);
      long at = batch.getFirstPosition();
      for (int i = 0; i < batch.getEventsCount(); i++, at++) {
        if (at >= position) {
          OutputEvent event = batch.getEvents(i);
          printer.print(event);
          errors.see(event);
          position = at + 1;
        }
      }
    }

    private void hint() {
      try {
        Job job = calls().getJob(GetJobRequest.newBuilder().setJobId(jobId).build()).getJob();
        hints.text(job, onInterrupt).ifPresent(text -> renderer.line(Style.INFO, text));
      } catch (StatusRuntimeException e) {
        hints.again();
      }
    }

    private void interrupt() {
      interrupted = true;
      if (onInterrupt == OnInterrupt.DETACH) {
        throw new DetachedException(jobId);
      }
      renderer.line(
          Style.WARNING, "interrupted: cancelling the job; press Ctrl-C again to end at once");
      try {
        calls().cancelJob(CancelJobRequest.newBuilder().setJobId(jobId).build());
      } catch (StatusRuntimeException e) {
        throw new CliException(
            "the job %s could not be cancelled: %s".formatted(jobId, GrpcErrors.message(e)), e);
      }
    }

    private void reconnect(StatusRuntimeException failure) throws InterruptedException {
      if (!JobStream.passing(failure.getStatus())) {
        throw new CliException(GrpcErrors.message(failure), failure);
      }
      if (brokenSince.equals(Instant.MAX)) {
        brokenSince = Instant.now();
        renderer.line(Style.WARNING, "the connection to the server was lost; trying again");
      }
      if (Duration.between(brokenSince, Instant.now()).compareTo(times.patience()) > 0) {
        throw new CliException(
            "%s; the job may still run: see 'waypoint job get-stream %s'"
                .formatted(GrpcErrors.message(failure), jobId),
            failure);
      }
      stream.close();
      Thread.sleep(pause);
      server.retryNow();
      pause = times.longer(pause);
      stream = JobStream.open(server.channel(), jobId, position, signals);
    }
  }
}
