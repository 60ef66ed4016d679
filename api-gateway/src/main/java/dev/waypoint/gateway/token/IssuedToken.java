package dev.waypoint.gateway.token;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that was just made. Its text is nowhere else.
 *
 * @param expires empty: never
 */
public record IssuedToken(String id, String text, Optional<Instant> expires) {
  @Override
  public String toString() {
    return "token " + id;
  }
}
