package dev.waypoint.sdk.task;

import dev.waypoint.sdk.task.TaskException.Kind;
import dev.waypoint.sdk.task.TaskExit.Cause;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Runs tasks as threads of this process: for tests, and as the example of what a launcher has to
 * do. Platform and launcher in one: whoever has to see the same tasks shares the instance.
 */
public final class InMemoryTaskLauncher implements TaskLauncher {
  private final Map<String, Program> images;
  private final ConcurrentMap<TaskName, InMemoryTask> tasks = new ConcurrentHashMap<>();
  private volatile String fault = "";

  /** Stands for an image: what happens when it is run. */
  @FunctionalInterface
  public interface Program {
    /**
     * @return the exit code
     * @throws InterruptedException when it was interrupted, because the task was stopped
     * @throws IOException ends the task with exit code 1 and the exception's message as output
     */
    int run(LaunchSpec spec, OutputStream stdout, OutputStream stderr)
        throws InterruptedException, IOException;
  }

  /**
   * @param images by full reference
   */
  public InMemoryTaskLauncher(Map<String, Program> images) {
    this.images = Map.copyOf(images);
  }

  @Override
  public StartedTask startTask(LaunchSpec spec, TaskContext context) throws TaskException {
    Program program = images.get(spec.image());
    if (program == null) {
      throw new TaskException(
          Kind.NOT_RETRYABLE, "there is no image \"%s\"".formatted(spec.image()));
    }
    tasks.computeIfAbsent(spec.name(), _ -> new InMemoryTask(spec, program, fault));
    return new StartedTask(spec.name().value());
  }

  @Override
  public TaskExit watchTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    InMemoryTask task = tasks.get(name);
    if (task == null) {
      return new TaskExit(
          TaskExit.NO_EXIT_CODE, Cause.GONE, "there is no task \"%s\"".formatted(name));
    }
    return task.follow(context);
  }

  @Override
  public void stopTask(TaskName name, TaskContext context) throws InterruptedException {
    InMemoryTask task = tasks.get(name);
    if (task != null) {
      task.stop();
      tasks.remove(name, task);
    }
  }

  /**
   * Tasks that are started from now on do not run, for this reason.
   *
   * @param reason empty: all run again, those that waited, too
   */
  public void hold(String reason) {
    fault = reason;
    tasks.values().forEach(task -> task.hold(reason));
  }

  /**
   * Ends a task as an outage would: it stays there, for those who ask how it ended. Fine if it has
   * ended, or is not there.
   */
  public void kill(TaskName name) throws InterruptedException {
    InMemoryTask task = tasks.get(name);
    if (task != null) {
      task.stop();
    }
  }

  @Override
  public List<TaskName> listTasks(Map<String, String> labels, TaskContext context) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels are empty");
    }
    return tasks.values().stream()
        .map(InMemoryTask::spec)
        .filter(spec -> spec.labels().entrySet().containsAll(labels.entrySet()))
        .map(LaunchSpec::name)
        .toList();
  }
}
