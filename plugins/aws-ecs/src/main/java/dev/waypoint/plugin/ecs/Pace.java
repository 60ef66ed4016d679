package dev.waypoint.plugin.ecs;

import java.time.Duration;

/**
 * How patient the launcher is with AWS.
 *
 * @param poll between two questions about the same thing
 * @param appear how long what was just accepted may take to be listed
 * @param logs how long CloudWatch may take to show what a task wrote last
 */
record Pace(Duration poll, Duration appear, Duration logs) {
  static Pace of(LauncherConfig config) {
    return new Pace(config.pollInterval(), Duration.ofSeconds(30), Duration.ofSeconds(4));
  }
}
