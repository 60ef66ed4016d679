package dev.waypoint.workflows.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * What a workflow hands to its own next run when its history has become long. A cancelled job is
 * never handed over: it ends in the run that it was cancelled in.
 *
 * @param attempt the attempt that is to be placed
 * @param waitingSince since when it waits for a runner
 * @param unstopped containers of earlier attempts
 * @param lastFailure code of what ended the attempt before; empty when none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Continuation(
    int attempt, Instant waitingSince, List<UnstoppedTask> unstopped, String lastFailure) {
  public Continuation {
    unstopped = unstopped == null ? List.of() : List.copyOf(unstopped);
  }
}
