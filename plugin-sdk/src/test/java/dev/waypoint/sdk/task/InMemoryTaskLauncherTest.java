package dev.waypoint.sdk.task;

import dev.waypoint.sdk.testing.AbstractTaskLauncherTest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
