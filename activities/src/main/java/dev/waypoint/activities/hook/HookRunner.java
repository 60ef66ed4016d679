package dev.waypoint.activities.hook;

import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs one command and shows its output; an interrupted one leaves no process behind. */
public final class HookRunner {
  private static final int GRACE_SECONDS = 5;

  private HookRunner() {}

  /**
   * Blocks until the command has ended.
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
    Thread out = pump(process.getInputStream(), terminal.stdout());
    Thread err = pump(process.getErrorStream(), terminal.stderr());
    try {
      int code = process.waitFor();
      out.join();
      err.join();
      return code;
    } catch (InterruptedException e) {
      end(process);
      throw e;
    }
  }

  private static Thread pump(InputStream from, OutputStream to) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException | UncheckedIOException e) {
                // The process has gone; what it wrote until then is there.
              }
            });
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
