package dev.waypoint.activities.config;

/** The parts of an application's stanza that name a plugin. */
public enum Stage {
  BUILD,
  REGISTRY,
  DEPLOY,
  RELEASE;

  /** As it is written in waypoint.hcl. */
  public String stanza() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
