package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.token.IssuedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The token that a connected runner uses.
 *
 * @param life how long such a token is good for from its beginning; empty: for ever
 */
record TokenLease(String tokenId, Optional<Instant> expires, Optional<Duration> life) {
  /** Renewed when less than this part of its life is left. */
  private static final int LAST_PART = 4;

  static TokenLease of(IssuedToken token, Instant now) {
    return new TokenLease(
        token.id(), token.expires(), token.expires().map(end -> Duration.between(now, end)));
  }

  /** Empty for callers that go on with another token than the one that they came with. */
  static Optional<TokenLease> of(Caller caller) {
    return caller instanceof Caller.Runner token
        ? Optional.of(
            new TokenLease(
                token.tokenId(),
                token.expires(),
                token.expires().map(end -> Duration.between(token.issued(), end))))
        : Optional.empty();
  }

  /** The same for a token that took over the end of another one. */
  TokenLease withLife(Optional<Duration> whole) {
    return new TokenLease(tokenId, expires, whole);
  }

  boolean isDue(Instant now) {
    return expires.isPresent()
        && now.isAfter(expires.get().minus(life.orElseThrow().dividedBy(LAST_PART)));
  }
}
