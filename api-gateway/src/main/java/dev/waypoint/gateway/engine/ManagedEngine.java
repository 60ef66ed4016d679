package dev.waypoint.gateway.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A Temporal server in a child process, with its SQLite file in a directory of the gateway's. A
 * child that dies is started again at the same address. A child that outlived its gateway is taken
 * over by the next one.
 */
final class ManagedEngine extends ConnectedEngine {
  private final EngineOptions options;
  private final ServerSupervisor supervisor;
  private final boolean startedEmpty;

  private ManagedEngine(
      EngineOptions options,
      ServerSupervisor supervisor,
      EngineConnection connection,
      boolean startedEmpty) {
    super(Kind.MANAGED, options.namespace(), connection);
    this.options = options;
    this.supervisor = supervisor;
    this.startedEmpty = startedEmpty;
  }

  /**
   * Starts or adopts the server of the directory, and waits until it answers.
   *
   * @throws EngineException when it does not; the message holds the end of its log
   */
  static ManagedEngine start(Path binary, EngineOptions options) {
    Path directory = prepare(options.directory());
    Path database = directory.resolve("temporal.db");
    boolean empty = !Files.exists(database);
    DirectoryLock lock = DirectoryLock.take(directory);
    ServerSupervisor supervisor = null;
    EngineConnection connection = null;
    try {
      ChildState state = ports(directory, database);
      supervisor =
          new ServerSupervisor(directory, binary, database, options.namespace(), state, lock);
      supervisor.start();
      String target = supervisor.address();
      connection = EngineConnection.open(options.namespace(), stubs -> stubs.setTarget(target));
      supervisor.onRestart(connection::reconnect);
      connection.awaitReady(target, options.startTimeout(), supervisor::mayStillStart);
      return new ManagedEngine(options, supervisor, connection, empty);
    } catch (EngineException e) {
      if (connection != null) {
        connection.close();
      }
      if (supervisor == null) {
        lock.close();
        throw e;
      }
      supervisor.close(true);
      throw new EngineException(
          "the Temporal server %s does not come up; the end of its log %s:\n%s"
              .formatted(binary, supervisor.log(), ServerProcess.tail(supervisor.log())),
          e);
    }
  }

  private static Path prepare(Path directory) {
    try {
      return Files.createDirectories(directory).toRealPath();
    } catch (IOException e) {
      throw new EngineException(
          "the directory '%s' for Temporal's files cannot be made: %s"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /** The same ports as before, unless something else took them while no server ran. */
  private static ChildState ports(Path directory, Path database) {
    Optional<ChildState> before = ChildState.read(directory);
    if (before.isPresent()) {
      ChildState state = before.get();
      if (state.findRunning(database).isPresent()
          || (FreePorts.isFree(state.port()) && FreePorts.isFree(state.uiPort()))) {
        return state;
      }
    }
    return new ChildState(FreePorts.any(), FreePorts.any(), 0, Instant.EPOCH);
  }

  /** The server's process at this moment. */
  ProcessHandle process() {
    return supervisor.process();
  }

  @Override
  String address() {
    return supervisor.address();
  }

  @Override
  public String describe() {
    return "Temporal at %s, its files in %s, its web UI at %s"
        .formatted(supervisor.address(), options.directory(), ui().orElseThrow());
  }

  @Override
  public boolean startedEmpty() {
    return startedEmpty;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.of(URI.create("http://127.0.0.1:" + supervisor.uiPort()));
  }

  @Override
  public void close() {
    super.close();
    supervisor.close(!options.keepRunning());
  }
}
