package dev.waypoint.gateway.auth;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a call whose method threw with the status of {@link Errors}. */
@Singleton
public final class ErrorInterceptor implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ErrorInterceptor.class);

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    ServerCall.Listener<Q> listener;
    try {
      listener = next.startCall(call, headers);
    } catch (RuntimeException e) {
      call.close(Errors.toStatus(e), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return new Guarded<>(listener, call);
  }

  private static final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<?, ?> call;

    Guarded(ServerCall.Listener<Q> listener, ServerCall<?, ?> call) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      guard(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guard(super::onHalfClose);
    }

    private void guard(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        close(Errors.toStatus(e));
      }
    }

    private void close(Status status) {
      try {
        call.close(status, new Metadata());
      } catch (IllegalStateException e) {
        log.debug("a call that was answered already failed: {}", status, e);
      }
    }
  }
}
