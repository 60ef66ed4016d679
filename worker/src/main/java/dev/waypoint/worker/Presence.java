package dev.waypoint.worker;

import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.worker.connect.GatewayChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the stream open that makes a runner online, and opens it again whenever it breaks, until it
 * is closed or the gateway refuses.
 */
final class Presence implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Presence.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  /** Takes what the gateway says. */
  interface Handler {
    /** Answers whether to go on. */
    boolean directive(RunnerDirective directive);

    /** The stream broke; it will be opened again. */
    void lost(Status status);

    /**
     * The gateway does not take this runner.
     *
     * @return whether to try once more, with other credentials
     */
    boolean denied(Status status);
  }

  private final GatewayChannel channel;
  private final ConnectRequest request;
  private final Handler handler;
  private volatile boolean closed;
  private volatile Thread thread;

  Presence(GatewayChannel channel, ConnectRequest request, Handler handler) {
    this.channel = channel;
    this.request = request;
    this.handler = handler;
  }

  void start() {
    thread = Thread.ofVirtual().name("runner-presence").start(this::run);
  }

  /** Waits for the stream's end, at most a second. */
  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null && running != Thread.currentThread()) {
      running.interrupt();
      try {
        running.join(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      long opened = System.nanoTime();
      Status status = Status.UNAVAILABLE.withDescription("the server ended the connection");
      try {
        channel.resetBackoff();
        Iterator<RunnerDirective> directives =
            RunnerAgentServiceGrpc.newBlockingStub(channel.authorised()).connect(request);
        while (directives.hasNext()) {
          if (!handler.directive(directives.next())) {
            return;
          }
        }
      } catch (StatusRuntimeException e) {
        status = e.getStatus();
      } catch (RuntimeException e) {
        log.error("What the server said could not be carried out", e);
        status = Status.UNKNOWN.withDescription("what the server said could not be carried out");
      }
      if (closed) {
        return;
      }
      if (isFinal(status.getCode())) {
        if (!handler.denied(status)) {
          return;
        }
        continue;
      }
      handler.lost(status);
      boolean lasted = System.nanoTime() - opened > LONGEST_PAUSE.multipliedBy(2).toNanos();
      pause = lasted ? FIRST_PAUSE : longer(pause);
      if (!rest(pause)) {
        return;
      }
    }
  }

  private static boolean isFinal(Status.Code code) {
    return switch (code) {
      case PERMISSION_DENIED,
          UNAUTHENTICATED,
          INVALID_ARGUMENT,
          FAILED_PRECONDITION,
          NOT_FOUND,
          ALREADY_EXISTS,
          UNIMPLEMENTED ->
          true;
      default -> false;
    };
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  private boolean rest(Duration pause) {
    try {
      Thread.sleep(
          pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
