package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.PluginException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. Nothing of it is left when the caller is interrupted or cancelled. */
final class ChildProgram {
  private static final int KILL_ROUNDS = 100;
  private static final long LOOK_MILLIS = 50;

  private ChildProgram() {}

  /**
   * Shows what it writes while it runs.
   *
   * @param environment all of its environment
   * @return its exit code
   */
  static int run(
      List<String> command,
      Map<String, String> environment,
      OutputStream out,
      OutputStream err,
      Cancellation cancellation)
      throws PluginException, InterruptedException {
    cancellation.check();
    Process process = start(command, environment);
    Thread outPump = pump(process.getInputStream(), out);
    Thread errPump = pump(process.getErrorStream(), err);
    Thread caller = Thread.currentThread();
    try (Cancellation.Registration _ = cancellation.onRequest(caller::interrupt)) {
      int code = process.waitFor();
      outPump.join();
      errPump.join();
      err.close();
      cancellation.check();
      return code;
    } catch (InterruptedException e) {
      end(process);
      throw e;
    } catch (IOException e) {
      throw new PluginException("the output is lost: " + e.getMessage(), e);
    }
  }

  private static Process start(List<String> command, Map<String, String> environment)
      throws PluginException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PluginException(
          "cannot run %s: %s".formatted(command.getFirst(), e.getMessage()), e);
    }
  }

  private static Thread pump(InputStream from, OutputStream to) {
    return Thread.ofPlatform()
        .daemon()
        .name("program-output")
        .start(
            () -> {
              try (from) {
                byte[] buffer = new byte[8192];
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                  to.write(buffer, 0, read);
                  to.flush();
                }
              } catch (IOException e) {
                // The program was ended, or nobody listens any more.
              }
            });
  }

  /** Not interruptible, as it cleans up. */
  private static void end(Process process) {
    List<ProcessHandle> known = new ArrayList<>();
    known.add(process.toHandle());
    for (int i = 0; i < KILL_ROUNDS && (i == 0 || anyAlive(known)); i++) {
      process.descendants().forEach(known::add);
      known.forEach(ProcessHandle::destroyForcibly);
      boolean interrupted = Thread.interrupted();
      try {
        process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean anyAlive(List<ProcessHandle> processes) {
    return processes.stream().anyMatch(ProcessHandle::isAlive);
  }
}
