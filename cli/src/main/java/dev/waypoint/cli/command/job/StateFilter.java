package dev.waypoint.cli.command.job;

import dev.waypoint.protocol.v1.JobState;

/** The states that jobs can be listed by. */
enum StateFilter {
  QUEUED(JobState.QUEUED),
  WAITING(JobState.WAITING),
  RUNNING(JobState.RUNNING),
  SUCCESS(JobState.SUCCESS),
  ERROR(JobState.ERROR);

  private final JobState state;

  StateFilter(JobState state) {
    this.state = state;
  }

  JobState state() {
    return state;
  }
}
