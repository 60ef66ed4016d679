package org.example.waypoint.local;

import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.StartedTask;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A task is a folder of its name, and a process that writes into it. All that is known of a task
 * lies in its folder, as the next call may be made by another process.
 */
final class LocalProcessLauncher implements TaskLauncher {
  private final LauncherConfig config;
  private final Path directory;

  LocalProcessLauncher(LauncherConfig config) {
    this.config = config;
    this.directory = Path.of(config.directory());
  }

  @Override
  public StartedTask startTask(LaunchSpec spec, TaskContext context)
      throws TaskException, InterruptedException {
    String program = config.programs().get(spec.image());
    if (program == null) {
      throw new TaskException(
          Kind.NOT_RETRYABLE,
          "there is no program for the image \"%s\": add it to programs".formatted(spec.image()));
    }
    try {
      TaskFolder folder = folder(spec.name());
      folder.make(spec.labels());
      long id = folder.startOnce(spec, program);
      return new StartedTask("process " + id);
    } catch (IOException e) {
      throw failed("start", spec.name(), e);
    }
  }

  @Override
  public TaskExit watchTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    try {
      return new TaskWatch(name, folder(name), context).watch();
    } catch (IOException e) {
      throw failed("watch", name, e);
    }
  }

  @Override
  public void stopTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    try {
      TaskFolder folder = folder(name);
      folder.end(config.stopTimeout());
      folder.remove();
    } catch (IOException e) {
      throw failed("stop", name, e);
    }
  }

  @Override
  public List<TaskName> listTasks(Map<String, String> labels, TaskContext context)
      throws TaskException {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels are empty");
    }
    List<TaskName> tasks = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (var folders = Files.list(directory)) {
        for (Path folder : folders.toList()) {
          if (new TaskFolder(folder).labels().entrySet().containsAll(labels.entrySet())) {
            tasks.add(new TaskName(folder.getFileName().toString()));
          }
        }
      } catch (IOException e) {
        throw new TaskException(Kind.RETRYABLE, "cannot list " + directory, e);
      }
    }
    return tasks;
  }

  private TaskFolder folder(TaskName name) {
    return new TaskFolder(directory.resolve(name.value()));
  }

  private static TaskException failed(String action, TaskName name, IOException e)
      throws InterruptedException {
    if (e instanceof ClosedByInterruptException || e instanceof FileLockInterruptionException) {
      throw new InterruptedException("interrupted: " + action + " the task " + name);
    }
    return new TaskException(
        Kind.RETRYABLE, "cannot %s the task %s: %s".formatted(action, name, e.getMessage()), e);
  }
}
