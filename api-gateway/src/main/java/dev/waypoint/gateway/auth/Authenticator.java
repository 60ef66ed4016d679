package dev.waypoint.gateway.auth;

import java.util.Optional;

/** Tells who a token belongs to. */
public interface Authenticator {
  /**
   * @throws ApiException UNAUTHENTICATED when the token is not good; the message tells why
   */
  Caller authenticate(String token);

  /**
   * Answers whether the cookie was shown.
   *
   * @throws ApiException PERMISSION_DENIED when it is another server's
   */
  boolean checkCookie(Optional<String> cookie);
}
