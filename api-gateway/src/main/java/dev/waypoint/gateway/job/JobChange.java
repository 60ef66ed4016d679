package dev.waypoint.gateway.job;

import dev.waypoint.protocol.v1.OutputBatch;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.target.RunnerId;
import java.time.Instant;

/**
 * What happened to a job, told after it was stored. Whoever knows how the job stood before need not
 * read it again; whoever is in doubt reads.
 */
sealed interface JobChange {
  /** Anything: it has to be read. */
  record Unknown() implements JobChange {}

  /** The attempt was given to a runner. */
  record Assigned(int attempt, RunnerId runner, RunnerKind kind, Instant at) implements JobChange {}

  /** Output was appended. */
  record Output(int attempt, OutputBatch batch) implements JobChange {}

  /** The runner of the attempt delivered how it ended; all its output is stored. */
  record Delivered(int attempt, RunnerId runner, JobStore.Ending ending, Instant at)
      implements JobChange {}
}
