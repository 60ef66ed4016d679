package dev.waypoint.worker.connect;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Optional;

/**
 * The credentials of one client, put into every call. A new token takes effect with the next call,
 * on all channels and stubs that use this object.
 */
public final class AccessToken {
  /** {@code authorization: Bearer <token>}. */
  public static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** The server's cookie. */
  public static final Metadata.Key<String> COOKIE =
      Metadata.Key.of("wpcookie", Metadata.ASCII_STRING_MARSHALLER);

  private final Optional<String> cookie;
  private volatile Optional<String> token;

  public AccessToken(Optional<String> token, Optional<String> cookie) {
    this.token = token.filter(text -> !text.isBlank());
    this.cookie = cookie.filter(text -> !text.isBlank());
  }

  public Optional<String> token() {
    return token;
  }

  public Optional<String> cookie() {
    return cookie;
  }

  /** Used from the next call on. */
  public void replace(String newToken) {
    token = Optional.of(newToken);
  }

  /** The next calls carry no token. */
  public void forget() {
    token = Optional.empty();
  }

  /** Adds the credentials to each call. */
  public ClientInterceptor interceptor() {
    return new CredentialInterceptor();
  }

  private final class CredentialInterceptor implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<Q, A>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          token.ifPresent(text -> headers.put(AUTHORIZATION, "Bearer " + text));
          cookie.ifPresent(text -> headers.put(COOKIE, text));
          super.start(listener, headers);
        }
      };
    }
  }
}
