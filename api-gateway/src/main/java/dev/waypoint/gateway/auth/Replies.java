package dev.waypoint.gateway.auth;

import io.grpc.stub.StreamObserver;

/** Answers to unary calls. */
public final class Replies {
  private Replies() {}

  public static <A> void send(StreamObserver<A> observer, A answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }
}
