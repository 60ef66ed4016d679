package dev.waypoint.gateway.engine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and stops the process of a managed server. */
final class ServerProcess {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int TAIL_BYTES = 1500;

  private ServerProcess() {}

  /**
   * Starts it with its output appended to the log. It is not in the gateway's process group where
   * the system offers that, so that an interrupt from the terminal reaches the gateway alone, which
   * then stops its server last.
   */
  static ProcessHandle start(List<String> command, Path log) {
    ProcessBuilder builder = new ProcessBuilder(detached(command));
    builder.environment().keySet().removeIf(name -> name.startsWith("WAYPOINT_"));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start().toHandle();
    } catch (IOException e) {
      throw new EngineException(
          "'%s' cannot be started: %s".formatted(command.getFirst(), e.getMessage()), e);
    }
  }

  private static List<String> detached(List<String> command) {
    Map<String, String> environment = System.getenv();
    return TemporalBinary.onPath("setsid", environment)
        .map(
            setsid -> {
              List<String> all = new java.util.ArrayList<>(command);
              all.addFirst(setsid.toString());
              return all;
            })
        .orElse(command);
  }

  /** Asks it to end, waits, and ends it. Blocks for 10 seconds at most. */
  static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The end of a log, for messages. */
  static String tail(Path log) {
    try {
      byte[] content = Files.readAllBytes(log);
      int from = Math.max(0, content.length - TAIL_BYTES);
      return new String(content, from, content.length - from, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(no log)";
    }
  }
}
