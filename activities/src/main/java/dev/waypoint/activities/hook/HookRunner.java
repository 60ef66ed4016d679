package dev.waypoint.activities.hook;

import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs one command and shows its output; an interrupted one leaves no process behind. */
public final class HookRunner {
  private static final int GRACE_SECONDS = 5;
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final String OUTPUT_HELD =
      "A program that the hook left running still holds its output; what it writes from here on is"
          + " lost: redirect it to a file.";

  private HookRunner() {}

  /**
   * Blocks until the command has ended. What it leaves running in the background goes on.
   *
   * @param environment the whole of it; nothing is inherited
   * @return its exit code
   * @throws IOException when it cannot be started
   * @throws InterruptedException after its processes were ended
   */
  public static int run(
      List<String> command, Path directory, Map<String, String> environment, Terminal terminal)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    OutputPump out = new OutputPump(process.getInputStream(), terminal.stdout());
    OutputPump err = new OutputPump(process.getErrorStream(), terminal.stderr());
    try {
      int code = process.waitFor();
      boolean outEnded = out.finish(SILENCE);
      boolean errEnded = err.finish(SILENCE);
      if (!outEnded || !errEnded) {
        terminal.line(Style.WARNING, OUTPUT_HELD);
      }
      return code;
    } catch (InterruptedException e) {
      end(process);
      throw e;
    }
  }

  private static void end(Process process) {
    List<ProcessHandle> tree =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    tree.forEach(ProcessHandle::destroy);
    try {
      process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Stream.concat(tree.stream(), process.descendants())
        .filter(ProcessHandle::isAlive)
        .forEach(ProcessHandle::destroyForcibly);
  }
}
