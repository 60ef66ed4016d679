package dev.waypoint.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Temporal development server of the test's own, and its command line client. */
final class DevServer implements AutoCloseable {
  private final Path binary;
  private final Path directory;
  private final int port = Installation.freePort();
  private final Program process;

  DevServer(Path directory) {
    this.binary = Requirements.temporal();
    this.directory = directory;
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--headless",
                "--log-level",
                "error"));
    for (String setting :
        List.of(
            "history.transferProcessorMaxPollRPS=10000",
            "history.timerProcessorMaxPollRPS=10000",
            "history.visibilityProcessorMaxPollRPS=10000",
            "history.timerProcessorMaxTimeShift=\"1ms\"",
            "matching.numTaskqueueReadPartitions=1",
            "matching.numTaskqueueWritePartitions=1")) {
      command.addAll(List.of("--dynamic-config-value", setting));
    }
    // it has more memory than processors here
    process = Program.command(directory, Map.of("GOGC", "400"), command.toArray(String[]::new));
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (client("operator", "cluster", "health").exitCode() != 0) {
      if (System.nanoTime() > end || !process.alive()) {
        throw new AssertionError("the Temporal server did not start:\n" + process.transcript());
      }
      Program.rest();
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Runs the Temporal CLI against this server. */
  Program.Result client(String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--address", address()));
    return Program.command(directory, Map.of(), command.toArray(String[]::new)).result();
  }

  @Override
  public void close() {
    process.close();
  }
}
