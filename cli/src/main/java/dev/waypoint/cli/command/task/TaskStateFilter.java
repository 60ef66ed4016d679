package dev.waypoint.cli.command.task;

import dev.waypoint.protocol.v1.Task;

/** The states that tasks can be listed by. */
enum TaskStateFilter {
  PENDING(Task.State.PENDING),
  STARTING(Task.State.STARTING),
  STARTED(Task.State.STARTED),
  IDLE(Task.State.IDLE),
  RUNNING(Task.State.RUNNING),
  COMPLETED(Task.State.COMPLETED),
  STOPPING(Task.State.STOPPING),
  STOPPED(Task.State.STOPPED),
  ORPHANED(Task.State.ORPHANED);

  private final Task.State state;

  TaskStateFilter(Task.State state) {
    this.state = state;
  }

  Task.State state() {
    return state;
  }
}
