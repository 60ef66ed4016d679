package dev.waypoint.sdk.config;

import java.util.List;

/** One component of a configuration record. */
sealed interface Field permits AttributeField, BlockField {
  String name();

  /** Answers the component's value; anything, if a problem was added. */
  Object bind(Object value, List<String> path, Problems problems);
}
