package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.Job;

/** Words for who executes a job. */
final class Executors {
  private Executors() {}

  static String announce(Job job) {
    return switch (job.getRunnerKind()) {
      case "cli" -> "the operation is performed locally";
      case "on-demand" ->
          "the operation is performed by an on-demand runner (%s, profile %s): %s"
              .formatted(
                  job.getPluginType().isEmpty() ? "unknown plugin" : job.getPluginType(),
                  job.getProfile().isEmpty() ? "unknown" : job.getProfile(),
                  job.getAssignedRunner());
      default -> "the operation is performed by the runner " + job.getAssignedRunner();
    };
  }
}
