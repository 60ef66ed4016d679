package dev.waypoint.gateway.auth;

import io.grpc.Context;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets calls in that come by HTTP, under the rights of the method that they stand for. */
@Singleton
public final class HttpCallers {
  private final Authenticator authenticator;

  HttpCallers(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /**
   * The context in which the call is to be handled.
   *
   * @param method the full name of the gRPC method
   * @param peer the address that the call comes from
   * @throws ApiException when the caller may not call it
   */
  public Context admit(Optional<String> token, String method, String peer) {
    return Context.current()
        .withValue(Caller.CURRENT, caller(token, method))
        .withValue(StandingCaller.CHECK, () -> caller(token, method))
        .withValue(AuthInterceptor.PEER, peer);
  }

  private Caller caller(Optional<String> token, String method) {
    Caller caller = token.map(authenticator::authenticate).orElseGet(Caller.Anonymous::new);
    MethodRights.check(method, caller);
    return caller;
  }
}
