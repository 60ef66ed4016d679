package dev.waypoint.activities.gateway;

final class Sizes {
  /** What any event takes beside its text. */
  static final int BASE = 32;

  private Sizes() {}
}
