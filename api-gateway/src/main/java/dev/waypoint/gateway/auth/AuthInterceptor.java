package dev.waypoint.gateway.auth;

import dev.waypoint.gateway.proxy.RunnerCallContext;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Checks cookie, token and right of every call, and tells the rest who calls. */
@Singleton
public final class AuthInterceptor implements ServerInterceptor {
  public static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  public static final Metadata.Key<String> COOKIE =
      Metadata.Key.of("wpcookie", Metadata.ASCII_STRING_MARSHALLER);

  /** Whether the call carried the server's cookie. */
  public static final Context.Key<Boolean> COOKIE_SHOWN =
      Context.keyWithDefault("waypoint-cookie", false);

  /** The address that the call came from. */
  public static final Context.Key<String> PEER = Context.keyWithDefault("waypoint-peer", "");

  private static final String BEARER = "bearer ";

  private final Authenticator authenticator;
  private final RunnerAdmission admission;

  public AuthInterceptor(Authenticator authenticator, RunnerAdmission admission) {
    this.authenticator = authenticator;
    this.admission = admission;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    try {
      return Contexts.interceptCall(context(call, headers), call, headers, next);
    } catch (ApiException e) {
      call.close(Status.fromCode(e.code()).withDescription(e.getMessage()), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  private Context context(ServerCall<?, ?> call, Metadata headers) {
    boolean cookieShown = authenticator.checkCookie(Optional.ofNullable(headers.get(COOKIE)));
    String method = call.getMethodDescriptor().getFullMethodName();
    Optional<String> shown = token(method, headers);
    Caller caller = caller(method, shown);
    checkAdmitted(method, caller);
    Context context =
        Context.current()
            .withValue(Caller.CURRENT, caller)
            .withValue(StandingCaller.CHECK, () -> caller(method, shown))
            .withValue(COOKIE_SHOWN, cookieShown)
            .withValue(PEER, Peers.describe(call.getAttributes()));
    Optional<RunnerId> runner =
        caller instanceof Caller.Runner token ? token.id() : Optional.empty();
    return runner.map(id -> context.withValue(RunnerCallContext.RUNNER_ID, id)).orElse(context);
  }

  /** The proxied service looks at it itself, call by call and while a call lasts. */
  private void checkAdmitted(String method, Caller caller) {
    if (caller instanceof Caller.Runner token
        && token.id().isPresent()
        && MethodRights.needsAdmission(method)) {
      admission
          .refusal(token.id().get(), MethodRights.isFinishing(method))
          .ifPresent(
              why -> {
                throw ApiException.denied("%s", why);
              });
    }
  }

  private Caller caller(String method, Optional<String> token) {
    Caller caller = token.map(authenticator::authenticate).orElseGet(Caller.Anonymous::new);
    MethodRights.check(method, caller);
    return caller;
  }

  private static Optional<String> token(String method, Metadata headers) {
    String value = headers.get(AUTHORIZATION);
    boolean open = MethodRights.of(method).filter(Right.OPEN::equals).isPresent();
    if (open || value == null || value.isBlank()) {
      return Optional.empty();
    }
    String token =
        value.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? value.substring(BEARER.length())
            : value;
    return Optional.of(token.strip());
  }
}
