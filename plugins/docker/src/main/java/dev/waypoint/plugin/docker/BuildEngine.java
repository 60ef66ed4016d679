package dev.waypoint.plugin.docker;

/** What builds an image. */
enum BuildEngine {
  /** The daemon's own builder. */
  DOCKER,
  /** A Dockerfile, in this container, without a daemon. */
  KANIKO,
  /** Files put together in this process, without a daemon. */
  JIB
}
