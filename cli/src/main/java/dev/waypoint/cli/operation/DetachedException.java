package dev.waypoint.cli.operation;

import dev.waypoint.cli.failure.CliException;

/** The user stopped following a job that goes on elsewhere. */
public final class DetachedException extends CliException {
  private static final long serialVersionUID = 1L;

  DetachedException(String jobId) {
    super(
        """
        interrupted: the job %1$s goes on in the background
          follow it with 'waypoint job get-stream %1$s'
          end it with 'waypoint job cancel %1$s'"""
            .formatted(jobId));
  }
}
