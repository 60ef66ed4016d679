package dev.waypoint.cli.command.config;

/** Numbers of values, in words. */
final class Count {
  private Count() {}

  static String of(int values) {
    return values == 1 ? "1 value" : values + " values";
  }
}
