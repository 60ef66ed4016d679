package dev.waypoint.hcl.config;

import java.util.Locale;

/** The stages of an application's life that the file configures. */
public enum Stage {
  /** Makes an artifact. */
  BUILD,
  /** Stores the artifact where platforms find it. */
  REGISTRY,
  /** Runs the artifact. */
  DEPLOY,
  /** Sends traffic to it. */
  RELEASE;

  /** The word in the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
