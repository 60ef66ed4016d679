package org.example.waypoint.local;

import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.task.TaskProgress;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Passes on what a task writes, and tells how it ended. */
final class TaskWatch {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Map<Integer, String> FORCED = Map.of(137, "SIGKILL", 143, "SIGTERM");

  private final TaskName name;
  private final TaskFolder folder;
  private final Terminal terminal;
  private final TaskProgress progress;
  private long outPassed;
  private long errPassed;

  TaskWatch(TaskName name, TaskFolder folder, TaskContext context) {
    this.name = name;
    this.folder = folder;
    this.terminal = context.terminal();
    this.progress = context.progress();
  }

  TaskExit watch() throws IOException, InterruptedException {
    while (folder.exists()) {
      // Asked before the output is read: what was written before the end is then read, too.
      boolean started = folder.process().isPresent() || folder.exitCode().isPresent();
      if (started) {
        progress.runs();
      }
      boolean ended = folder.exitCode().isPresent() || folder.process().isEmpty();
      outPassed += pass(folder.stdout(), outPassed, terminal.stdout());
      errPassed += pass(folder.stderr(), errPassed, terminal.stderr());
      if (ended && folder.exists()) {
        return exit();
      }
      Thread.sleep(POLL);
    }
    return new TaskExit(
        TaskExit.NO_EXIT_CODE, Cause.GONE, "there is no task %s".formatted(name));
  }

  private static long pass(Path from, long passed, OutputStream to) throws IOException {
    // Not a channel: an interrupt would close it, and end the watch as a failure.
    try (InputStream file = new FileInputStream(from.toFile())) {
      file.skipNBytes(passed);
      long count = file.transferTo(to);
      to.flush();
      return count;
    } catch (FileNotFoundException e) {
      return 0;
    }
  }

  private TaskExit exit() {
    Optional<Integer> code = folder.exitCode();
    int number = code.orElse(TaskExit.NO_EXIT_CODE);
    if (folder.wasStopped() || code.isEmpty() || FORCED.containsKey(number)) {
      return new TaskExit(
          number,
          Cause.KILLED,
          "the process of %s was ended by %s"
              .formatted(name, FORCED.getOrDefault(number, "somebody")));
    }
    return new TaskExit(
        number, Cause.EXITED, "the process of %s ended with exit code %d".formatted(name, number));
  }
}
