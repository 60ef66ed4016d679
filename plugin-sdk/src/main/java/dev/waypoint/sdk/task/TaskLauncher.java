package dev.waypoint.sdk.task;

import java.util.List;
import java.util.Map;

/**
 * Runs containers on a platform for on-demand runners.
 *
 * <p>Its three calls for one task may be made by three processes on three machines, each with an
 * instance of its own made from the same configuration: nothing may be remembered between them but
 * what the platform holds under the {@link TaskName}. Each call may be repeated after it succeeded,
 * failed or was lost midway, and each may run at the same time as others. They block, and end soon
 * by {@link InterruptedException} when their thread is interrupted; the container is not touched by
 * that.
 */
public interface TaskLauncher {
  /**
   * Starts a task, or finds it started. Returns as soon as the platform has taken it: it does not
   * wait for its image to be there on the platform's other machines, nor for the process to be
   * ready.
   *
   * <p>Idempotent by {@link LaunchSpec#name()}: a task of that name is taken for this one and never
   * started a second time, even if it has ended. A task of that name that was made but not started,
   * because an earlier call was lost midway, is started or replaced.
   *
   * <p>Where it has to wait itself, as for an image that is pulled, it says so to the context's
   * {@link TaskContext#progress()}.
   *
   * @throws TaskException {@code NOT_RETRYABLE} if the same call can never go well (no such image,
   *     refused); {@code RETRYABLE} if it may (no connection, short of room). It may have left
   *     something behind in both cases: {@link #stopTask} removes it
   */
  StartedTask startTask(LaunchSpec spec, TaskContext context)
      throws TaskException, InterruptedException;

  /**
   * Passes on everything that the task writes, from its first byte, and returns when it has ended.
   * A call after a lost one begins again with the first byte; one after the task's end returns soon
   * with all of its output.
   *
   * <p>While the platform does not run it yet, it says why to the context's {@link
   * TaskContext#progress()}, and that it runs as soon as it does.
   *
   * @return how it ended; {@link TaskExit.Cause#GONE} at once for a task that is not there
   * @throws TaskException if the platform could not be asked
   */
  TaskExit watchTask(TaskName name, TaskContext context) throws TaskException, InterruptedException;

  /**
   * Ends the task, if it runs, and removes everything that starting it has made. Gives its process
   * a moment to end by itself. Fine if the task has ended, is gone, or never was.
   *
   * @throws TaskException if something is left
   */
  void stopTask(TaskName name, TaskContext context) throws TaskException, InterruptedException;

  /**
   * The tasks that are on the platform, running or ended, in no order.
   *
   * @param labels all of which a task must carry; must not be empty, so that nothing is listed that
   *     is not ours
   * @throws TaskException if the platform could not be asked
   */
  List<TaskName> listTasks(Map<String, String> labels, TaskContext context)
      throws TaskException, InterruptedException;
}
