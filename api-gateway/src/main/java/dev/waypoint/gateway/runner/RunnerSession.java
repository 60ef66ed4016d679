package dev.waypoint.gateway.runner;

import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;

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
  private volatile Optional<TokenLease> lease;
  private Told told = Told.NOTHING;

  /**
   * @param tokenWanted it came without a token, so gets one when it is admitted
   * @param lease of the token that it came with
   */
  RunnerSession(
      RunnerId runnerId,
      String instance,
      boolean tokenWanted,
      Optional<TokenLease> lease,
      ServerCallStreamObserver<RunnerDirective> stream) {
    this.runnerId = runnerId;
    this.instance = instance;
    this.tokenWanted = tokenWanted;
    this.lease = lease;
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

  /** Of the token that it uses. */
  Optional<TokenLease> lease() {
    return lease;
  }

  void setLease(TokenLease changed) {
    lease = Optional.of(changed);
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

  /** A new token; what it was told last stays. */
  synchronized void renew(RunnerDirective directive) {
    if (isOpen()) {
      stream.onNext(directive);
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
