package dev.waypoint.worker;

import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.worker.AgentListener.Level;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** What the gateway says to a runner, and what is done about it. */
final class DirectiveHandler implements Presence.Handler {
  private final RunnerId id;
  private final String address;
  private final AgentTokens tokens;
  private final ActivityWorkers workers;
  private final FirstJobTimer timer;
  private final Leaving agent;
  private final AgentListener listener;
  private final CountDownLatch ready = new CountDownLatch(1);
  private boolean connected = true;
  private boolean drained;

  DirectiveHandler(
      RunnerId id,
      String address,
      AgentTokens tokens,
      ActivityWorkers workers,
      FirstJobTimer timer,
      Leaving agent,
      AgentListener listener) {
    this.id = id;
    this.address = address;
    this.tokens = tokens;
    this.workers = workers;
    this.timer = timer;
    this.agent = agent;
    this.listener = listener;
  }

  /** Down once the gateway gave it work. */
  CountDownLatch ready() {
    return ready;
  }

  @Override
  public boolean directive(RunnerDirective directive) {
    switch (directive.getDirectiveCase()) {
      case WAITING -> waiting(directive.getWaiting());
      case WORK -> work(directive.getWork());
      case DRAIN -> drained(directive.getDrain());
      case RENEWED -> renewed(directive.getRenewed());
      case REFUSED -> {
        refused(directive.getRefused());
        return false;
      }
      case PING, DIRECTIVE_NOT_SET -> {}
    }
    return true;
  }

  @Override
  public void lost(Status status) {
    workers.pause();
    timer.lost();
    if (connected && !agent.isLeaving()) {
      listener.message(
          Level.WARNING,
          "No connection to %s (%s); trying until it is back.".formatted(address, words(status)));
    }
    connected = false;
  }

  @Override
  public boolean denied(Status status) {
    if (status.getCode() == Status.Code.UNAUTHENTICATED && tokens.tryNext()) {
      return true;
    }
    agent.leave(
        new ExitReason(
            ExitReason.Code.FAILED, "The server does not accept this runner: " + words(status)),
        false);
    return false;
  }

  private void waiting(RunnerDirective.Waiting waiting) {
    connected = true;
    listener.message(
        Level.INFO,
        waiting.getMessage().isEmpty()
            ? "Waiting for adoption: run `waypoint runner adopt %s`.".formatted(id)
            : waiting.getMessage());
  }

  private void work(RunnerDirective.Work work) {
    if (agent.isLeaving()) {
      return;
    }
    timer.connected(work.getWarm());
    if (!work.getToken().isEmpty()) {
      tokens.keep(work.getToken());
    }
    startWork(work);
    if (!connected) {
      listener.message(Level.INFO, "Connected to %s again.".formatted(address));
    } else if (ready.getCount() > 0) {
      listener.message(Level.INFO, "Runner %s is ready for jobs.".formatted(id));
    } else if (drained) {
      listener.message(Level.INFO, "Taking jobs again.");
    }
    connected = true;
    drained = false;
    ready.countDown();
  }

  /** When that fails, the stream is opened again, which brings the directive once more. */
  private void startWork(RunnerDirective.Work work) {
    try {
      workers.work(work);
    } catch (StatusRuntimeException e) {
      throw e.getStatus().getCode() == Status.Code.UNAVAILABLE
          ? e
          : Status.UNAVAILABLE
              .withDescription(words(e.getStatus()))
              .withCause(e)
              .asRuntimeException();
    }
  }

  private void renewed(RunnerDirective.Renewed renewed) {
    tokens.keep(renewed.getToken());
    listener.message(
        Level.INFO,
        "The token was renewed; it is good until %s."
            .formatted(Instant.ofEpochSecond(renewed.getExpires().getSeconds())));
  }

  private void drained(RunnerDirective.Drain drain) {
    if (drain.getExit()) {
      agent.leave(new ExitReason(ExitReason.Code.DRAINED, "The server drained this runner."), true);
      return;
    }
    workers.pause();
    drained = true;
    listener.message(Level.INFO, "Draining: taking no more jobs.");
  }

  /** A rejected runner finishes what it has; in all other cases its work is somebody else's now. */
  private void refused(RunnerDirective.Refused refused) {
    ExitReason.Code code =
        switch (refused.getCode()) {
          case "REJECTED" -> ExitReason.Code.REJECTED;
          case "FORGOTTEN" -> ExitReason.Code.FORGOTTEN;
          case "EXPIRED" -> ExitReason.Code.EXPIRED;
          case "REVOKED" -> ExitReason.Code.REVOKED;
          case "DUPLICATE" -> ExitReason.Code.DUPLICATE;
          case "NO_JOB" -> ExitReason.Code.NO_JOB;
          default -> ExitReason.Code.FAILED;
        };
    String message =
        refused.getMessage().isEmpty()
            ? "The server refused this runner (%s).".formatted(refused.getCode())
            : refused.getMessage();
    agent.leave(new ExitReason(code, message), code == ExitReason.Code.REJECTED);
  }

  private static String words(Status status) {
    String description =
        status.getDescription() == null ? status.getCode().name() : status.getDescription();
    Throwable root = status.getCause();
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root == null || root.getMessage() == null || root instanceof StatusRuntimeException
        ? description.lines().findFirst().orElse("")
        : root.getMessage();
  }
}
