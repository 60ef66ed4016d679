package dev.waypoint.sdk.config;

import java.util.List;

/**
 * From a configuration's value to a record's.
 *
 * @param type what the schema says
 * @param allowed the only values; empty: any
 * @param function throws IllegalArgumentException with a message that continues "&lt;value&gt; …"
 */
record Conversion(AttributeType type, List<String> allowed, ValueFunction function) {
  Object convert(Object value) {
    return function.apply(value);
  }

  @FunctionalInterface
  interface ValueFunction {
    Object apply(Object value);
  }
}
