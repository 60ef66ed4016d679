package dev.waypoint.gateway.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server process running: adopts or starts it, and starts it again when it dies, sooner
 * when it had run for long.
 */
final class ServerSupervisor {
  private static final Logger logger = LoggerFactory.getLogger(ServerSupervisor.class);
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
  private static final Duration STABLE = Duration.ofSeconds(30);

  private final Path directory;
  private final Path binary;
  private final Path database;
  private final String namespace;
  private final DirectoryLock lock;
  private volatile ChildState state;
  private ProcessHandle process;
  private Runnable restarted = () -> {};
  private Duration delay = FIRST_DELAY;
  private long startedNanos;
  private int starts;
  private boolean closed;

  ServerSupervisor(
      Path directory,
      Path binary,
      Path database,
      String namespace,
      ChildState state,
      DirectoryLock lock) {
    this.directory = directory;
    this.binary = binary;
    this.database = database;
    this.namespace = namespace;
    this.state = state;
    this.lock = lock;
  }

  synchronized void start() {
    Optional<ProcessHandle> running = state.findRunning(database);
    if (running.isPresent()) {
      logger.info("took over the Temporal server with process id {}", running.get().pid());
      watch(running.get());
      return;
    }
    launch();
  }

  /** Called, from any thread, whenever a new process was started after one had died. */
  synchronized void onRestart(Runnable action) {
    restarted = action;
  }

  private void launch() {
    starts++;
    startedNanos = System.nanoTime();
    state.write(directory);
    ProcessHandle started =
        ServerProcess.start(
            ServerCommand.of(binary, database, state.port(), state.uiPort(), namespace), log());
    state = state.of(started);
    state.write(directory);
    watch(started);
  }

  private void watch(ProcessHandle watched) {
    process = watched;
    watched.onExit().thenRun(() -> died(watched));
  }

  private synchronized void died(ProcessHandle dead) {
    if (closed || process != dead) {
      return;
    }
    if (System.nanoTime() - startedNanos > STABLE.toNanos()) {
      delay = FIRST_DELAY;
    }
    logger.warn(
        "the Temporal server (process {}) ended; starting it again in {} ms; its log is {}",
        dead.pid(),
        delay.toMillis(),
        log());
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::relaunch);
    delay =
        delay.multipliedBy(2).compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay.multipliedBy(2);
  }

  private synchronized void relaunch() {
    if (closed) {
      return;
    }
    try {
      launch();
      restarted.run();
    } catch (EngineException e) {
      logger.error("{}", e.getMessage());
      CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::relaunch);
    }
  }

  /** False once it died twice without ever having been ready. */
  synchronized boolean mayStillStart() {
    return starts <= 2;
  }

  synchronized ProcessHandle process() {
    return process;
  }

  String address() {
    return "127.0.0.1:" + state.port();
  }

  int uiPort() {
    return state.uiPort();
  }

  Path log() {
    return directory.resolve("temporal.log");
  }

  void close(boolean stop) {
    ProcessHandle last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = process;
    }
    if (stop && last != null) {
      ServerProcess.stop(last);
    }
    lock.close();
  }
}
