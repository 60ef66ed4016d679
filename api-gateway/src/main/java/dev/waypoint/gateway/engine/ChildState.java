package dev.waypoint.gateway.engine;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What the next start has to know about a managed server: where it listens and which process it is.
 *
 * @param pid its process, 0 before the first
 * @param startedAt when that process began, so that a later one with the same number is not taken
 *     for it; the epoch when the system does not tell
 */
record ChildState(int port, int uiPort, long pid, Instant startedAt) {
  private static final String FILE = "server.properties";

  static Optional<ChildState> read(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(
          new ChildState(
              Integer.parseInt(properties.getProperty("port")),
              Integer.parseInt(properties.getProperty("ui-port")),
              Long.parseLong(properties.getProperty("pid")),
              Instant.ofEpochMilli(Long.parseLong(properties.getProperty("started-at")))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void write(Path directory) {
    Properties properties = new Properties();
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("ui-port", Integer.toString(uiPort));
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("started-at", Long.toString(startedAt.toEpochMilli()));
    Path file = directory.resolve(FILE);
    Path fresh = directory.resolve(FILE + ".new");
    try {
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, "The Temporal server of this directory");
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new EngineException(
          "the file '%s' cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  ChildState of(ProcessHandle process) {
    return new ChildState(
        port, uiPort, process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /**
   * The process, if it still runs and is the server of this database. One whose number could not be
   * written down any more is found by its command line.
   */
  Optional<ProcessHandle> findRunning(Path database) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(p -> p.info().startInstant().orElse(Instant.EPOCH).equals(startedAt))
        .filter(p -> serves(p, database).orElse(true))
        .or(
            () ->
                ProcessHandle.allProcesses()
                    .filter(p -> serves(p, database).orElse(false))
                    .findFirst());
  }

  /** Empty when the system does not show the command line. */
  private static Optional<Boolean> serves(ProcessHandle process, Path database) {
    return process
        .info()
        .commandLine()
        .map(line -> line.contains("start-dev") && line.contains(" " + database + " "));
  }
}
