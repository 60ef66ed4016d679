package dev.waypoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;

/**
 * For tests of a task launcher: they run scripts in an image that has a shell, and what they have
 * started is removed after each of them.
 */
public abstract class BaseTaskLauncherTest {
  /** Runs until it is told to end, and says when it has begun. */
  protected static final String UNTIL_STOPPED =
      "trap 'exit 0' TERM; echo ready; while :; do sleep 1 & wait $!; done";

  /**
   * What a test locks that measures time, or that keeps the machine busy: tests of a subclass may
   * run side by side, those never.
   */
  protected static final String MEASURED = "a measured time";

  private static final long PATIENCE_SECONDS = 60;

  private final Map<String, String> labels =
      Map.of("waypoint.dev/test", UUID.randomUUID().toString().substring(0, 8));
  private final Map<TaskName, LaunchSpec> mine = new HashMap<>();

  /** A launcher as a process of its own would make it, on the one platform that is tested. */
  protected abstract TaskLauncher launcher();

  /** As the plugin would be configured by a profile. */
  protected static TaskLauncher launcherOf(Plugin plugin, Map<String, Object> config) {
    try {
      return plugin.taskLauncher().orElseThrow().create(config);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An image that is there and has {@code sh} and {@code awk}. */
  protected abstract String image();

  /**
   * What a script begins with so that the platform is sure to collect all of its output, whatever
   * it ends with: nothing, where the output of the shortest task is kept.
   */
  protected String untilCollected() {
    return "";
  }

  /**
   * How long a script that writes much rests after each 5 MB: not at all, where the platform keeps
   * what nobody has read yet.
   */
  protected int restSeconds() {
    return 0;
  }

  @AfterEach
  void removeWhatIsLeft() throws Exception {
    for (TaskName name : mine.keySet()) {
      launcher().stopTask(name, context(new TestingTerminal()));
    }
  }

  /** Starts a script. */
  protected final TaskName start(String script) throws TaskException, InterruptedException {
    LaunchSpec spec = script(script);
    assertThat(launcher().startTask(spec, context(new TestingTerminal())).resource()).isNotBlank();
    return spec.name();
  }

  /** A task that runs a script; it is not started. */
  protected final LaunchSpec script(String script) {
    return spec(List.of("sh", "-c"), List.of(script), Map.of());
  }

  /** A task of its own that is removed after the test; it is not started. */
  protected final LaunchSpec spec(
      List<String> entrypoint, List<String> arguments, Map<String, String> environment) {
    TaskName name = name();
    LaunchSpec spec =
        new LaunchSpec(
            name,
            image(),
            entrypoint,
            arguments,
            environment,
            labelsAnd("waypoint.dev/job", name.value()));
    mine.put(name, spec);
    return spec;
  }

  /** What was asked for as the task of that name. */
  protected final LaunchSpec specOf(TaskName task) {
    return mine.get(task);
  }

  /** A name that no task has. */
  protected static TaskName name() {
    return new TaskName("waypoint-test-" + UUID.randomUUID().toString().substring(0, 18));
  }

  /** All tasks of this test have these. */
  protected final Map<String, String> labels() {
    return labels;
  }

  protected final Map<String, String> labelsAnd(String key, String value) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(key, value);
    return all;
  }

  protected final TaskExit watch(TaskName task, Terminal terminal)
      throws TaskException, InterruptedException {
    return launcher().watchTask(task, context(terminal));
  }

  /** Watches in a thread of its own. */
  protected final CompletableFuture<TaskExit> watchAside(TaskName task, Terminal terminal) {
    return aside(() -> watch(task, terminal)).result();
  }

  protected final void stop(TaskName task) throws TaskException, InterruptedException {
    launcher().stopTask(task, context(new TestingTerminal()));
  }

  protected final List<TaskName> list(Map<String, String> by)
      throws TaskException, InterruptedException {
    return launcher().listTasks(by, context(new TestingTerminal()));
  }

  protected static TaskContext context(Terminal terminal) {
    return new TaskContext(terminal, Cancellation.never());
  }

  protected static TaskContext context(Terminal terminal, TestingProgress progress) {
    return new TaskContext(terminal, Cancellation.never(), progress);
  }

  /** Watches in a thread of its own, and hears how far the task is. */
  protected final CompletableFuture<TaskExit> watchAside(TaskName task, TestingProgress progress) {
    return aside(() -> launcher().watchTask(task, context(new TestingTerminal(), progress)))
        .result();
  }

  protected static <T> Aside<T> aside(Callable<T> call) {
    return new Aside<>(call);
  }

  /** Makes a call and interrupts it after some time, unless it has ended. */
  protected static <T> void interrupt(long afterMillis, Callable<T> call) throws Exception {
    Aside<T> running = aside(call);
    running.awaitEnd(afterMillis);
    running.interrupt();
  }

  /** A call in a thread of its own. */
  protected static final class Aside<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Aside(Callable<T> call) {
      // Not a virtual thread: runners make these calls in threads of the platform, too.
      thread = Thread.ofPlatform().start(() -> run(call));
    }

    private void run(Callable<T> call) {
      try {
        result.complete(call.call());
      } catch (Exception | AssertionError e) {
        result.completeExceptionally(e);
      }
    }

    CompletableFuture<T> result() {
      return result;
    }

    private void awaitEnd(long millis) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      for (long left = end - System.nanoTime();
          !result.isDone() && left > 0;
          left = end - System.nanoTime()) {
        LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(1)));
      }
    }

    /** Fails unless the call then ends soon, and by nothing else than that. */
    void interrupt() throws Exception {
      thread.interrupt();
      try {
        result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(InterruptedException.class);
      }
    }
  }
}
