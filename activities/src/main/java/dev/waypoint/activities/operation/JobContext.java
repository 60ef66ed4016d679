package dev.waypoint.activities.operation;

import dev.waypoint.activities.gateway.Assignment;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.gateway.JobSpec;
import dev.waypoint.activities.output.Masker;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.workflows.activity.AttemptInput;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What everything in a job shares.
 *
 * @param gateway repeats calls by itself while the gateway is away
 * @param configured variables that configuration gives to the runner for this job
 */
public record JobContext(
    RunnerContext runner,
    JobGateway gateway,
    AttemptInput attempt,
    Assignment assignment,
    Terminal terminal,
    Masker masker,
    Cancellation cancellation,
    Map<String, String> configured) {
  JobSpec spec() {
    return assignment.spec();
  }

  /** For files of this attempt that nobody needs after it; whoever needs it first makes it. */
  Path scratchDirectory() {
    return runner
        .temporaryDirectory()
        .resolve("scratch-%s-%d".formatted(attempt.jobId(), attempt.attempt()));
  }

  JobContext configured(Map<String, String> environment) {
    return new JobContext(
        runner, gateway, attempt, assignment, terminal, masker, cancellation, environment);
  }

  /** Of programs that this job starts: the runner's, then what configuration adds for this job. */
  Map<String, String> programEnvironment() {
    Map<String, String> environment = new HashMap<>(runner.environment());
    environment.putAll(configured);
    return environment;
  }
}
