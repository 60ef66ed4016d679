package dev.waypoint.hcl.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a value of a {@code config} stanza becomes. */
public enum ConfigKind {
  /** An environment variable. */
  ENV,
  /** The content of a file; the name is its path. */
  FILE,
  /** Nothing by itself; other values refer to it. */
  INTERNAL;

  /** As it is written in the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ConfigKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
