package dev.waypoint.gateway.runner;

import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.stub.ServerCallStreamObserver;

/** The open connection of one runner. Directives go out in the order of the calls. */
final class RunnerSession {
  /** What the runner was told last. */
  enum Told {
    NOTHING,
    WAIT,
    WORK,
    DRAIN,
    LEAVE
  }

  private final RunnerId runnerId;
  private final String instance;
  private final boolean tokenWanted;
  private final ServerCallStreamObserver<RunnerDirective> stream;
  private Told told = Told.NOTHING;

  /**
   * @param tokenWanted it came without a token, so gets one when it is admitted
   */
  RunnerSession(
      RunnerId runnerId,
      String instance,
      boolean tokenWanted,
      ServerCallStreamObserver<RunnerDirective> stream) {
    this.runnerId = runnerId;
    this.instance = instance;
    this.tokenWanted = tokenWanted;
    this.stream = stream;
  }

  RunnerId runnerId() {
    return runnerId;
  }

  String instance() {
    return instance;
  }

  boolean tokenWanted() {
    return tokenWanted;
  }

  synchronized Told told() {
    return told;
  }

  synchronized boolean isOpen() {
    return told != Told.LEAVE && !stream.isCancelled();
  }

  synchronized void tell(Told what, RunnerDirective directive) {
    if (!isOpen()) {
      return;
    }
    told = what;
    stream.onNext(directive);
    if (what == Told.LEAVE) {
      stream.onCompleted();
    }
  }

  synchronized void ping() {
    if (isOpen()) {
      stream.onNext(Directives.ping());
    }
  }

  /** Ends the connection without a word: the runner connects again. */
  synchronized void close() {
    if (isOpen()) {
      told = Told.LEAVE;
      stream.onError(
          io.grpc.Status.UNAVAILABLE.withDescription("the server stops").asRuntimeException());
    }
  }
}
