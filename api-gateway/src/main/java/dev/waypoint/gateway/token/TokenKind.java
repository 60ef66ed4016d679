package dev.waypoint.gateway.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token is good for. */
public enum TokenKind {
  /** A person's, with a role. */
  USER,
  /** Can be exchanged once for a user's. */
  INVITE,
  /** A runner's. */
  RUNNER,
  /** Of the runner that a user's command line starts; lets no other kind of runner in. */
  LOCAL,
  /** An on-demand runner's, for one job. */
  JOB;

  /** The reverse of {@link #word}. */
  static Optional<TokenKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** For people. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
