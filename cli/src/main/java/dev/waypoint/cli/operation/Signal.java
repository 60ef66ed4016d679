package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.JobEvent;
import io.grpc.StatusRuntimeException;

/** What somebody who follows a job has to react to. */
sealed interface Signal {
  record Event(JobStream of, JobEvent event) implements Signal {}

  /** The stream ended before the job did. */
  record Broken(JobStream of, StatusRuntimeException failure) implements Signal {}

  /** Ctrl-C. */
  record Interrupted() implements Signal {}
}
