package dev.waypoint.sdk.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.testing.AbstractTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingProgress;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InMemoryTaskLauncherTest extends AbstractTaskLauncherTest {
  private final InMemoryTaskLauncher launcher =
      new InMemoryTaskLauncher(Map.of("shell:1", InMemoryTaskLauncherTest::process));

  @Override
  protected TaskLauncher launcher() {
    return launcher;
  }

  @Override
  protected String image() {
    return "shell:1";
  }

  @Override
  protected String missingImage() {
    return "nowhere:1";
  }

  @Override
  protected void killFromOutside(TaskName task) throws Exception {
    launcher.kill(task);
  }

  @Test
  void aTaskThatIsHeldSaysWhyUntilItRuns() throws Exception {
    launcher.hold("no room");
    TaskName task = start("echo here");
    TestingProgress progress = new TestingProgress();
    CompletableFuture<TaskExit> watching = watchAside(task, progress);
    progress.awaitReason("no room");
    launcher.hold("no power");
    progress.awaitReason("no power");
    assertThat(watching).isNotDone();

    launcher.hold("");
    assertThat(watching.get(60, TimeUnit.SECONDS).success()).isTrue();
    progress.awaitRunning();
    assertThat(progress.reasons()).containsExactly("no room", "no power");
  }

  @Test
  void aTaskThatIsHeldCanBeStopped() throws Exception {
    launcher.hold("no room");
    TaskName task = start("echo here");
    TestingProgress progress = new TestingProgress();
    CompletableFuture<TaskExit> watching = watchAside(task, progress);
    progress.awaitReason("no room");
    stop(task);
    assertThat(watching.get(60, TimeUnit.SECONDS).cause()).isEqualTo(TaskExit.Cause.KILLED);
    assertThat(list(labels())).isEmpty();
  }

  @Test
  void whoHearsNothingReadsEachReasonOnceOnTheTerminal() {
    TestingTerminal terminal = new TestingTerminal();
    TaskProgress progress = context(terminal).progress();
    progress.waits("no room");
    progress.waits("no room");
    progress.waits("");
    progress.runs();
    assertThat(terminal.lines()).containsExactly("no room");
  }

  private static int process(LaunchSpec spec, OutputStream stdout, OutputStream stderr)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(spec.entrypoint().stream(), spec.arguments().stream()).toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(spec.environment());
    Process process = builder.start();
    Thread errors = Thread.ofVirtual().start(() -> copy(process, stderr));
    Thread output =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    process.getInputStream().transferTo(stdout);
                  } catch (IOException _) {
                    process.destroy();
                  }
                });
    try {
      int code = process.waitFor();
      output.join();
      errors.join();
      return code;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void copy(Process process, OutputStream stderr) {
    try {
      process.getErrorStream().transferTo(stderr);
    } catch (IOException _) {
      process.destroy();
    }
  }
}
