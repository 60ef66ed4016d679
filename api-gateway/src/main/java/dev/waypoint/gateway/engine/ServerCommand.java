package dev.waypoint.gateway.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a managed server. */
final class ServerCommand {
  /**
   * The first three: without them every step of a workflow waits up to 50 ms for its turn. The
   * fourth: without it timers and retries have a grain of one second. With fairness, projects take
   * turns at a task queue.
   */
  private static final List<String> DYNAMIC_CONFIGURATION =
      List.of(
          "history.transferProcessorMaxPollRPS=10000",
          "history.timerProcessorMaxPollRPS=10000",
          "history.visibilityProcessorMaxPollRPS=10000",
          "history.timerProcessorMaxTimeShift=\"1ms\"",
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1",
          "matching.enableFairness=true",
          "frontend.enableCancelWorkerPollsOnShutdown=true");

  /**
   * A commit is in the log of the operating system, not on the disk, when it is answered: it
   * survives the death of the process, and a power cut costs the last of them, which the database's
   * own rows then bring back.
   */
  private static final List<String> PRAGMAS = List.of("journal_mode=wal", "synchronous=normal");

  private ServerCommand() {}

  static List<String> of(Path binary, Path database, int port, int uiPort, String namespace) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--ui-disable-news-fetch",
                "--db-filename",
                database.toString(),
                "--log-level",
                "warn"));
    if (!namespace.equals(EngineOptions.DEFAULT_NAMESPACE)) {
      command.addAll(List.of("--namespace", namespace));
    }
    for (String setting : DYNAMIC_CONFIGURATION) {
      command.addAll(List.of("--dynamic-config-value", setting));
    }
    for (String pragma : PRAGMAS) {
      command.addAll(List.of("--sqlite-pragma", pragma));
    }
    return command;
  }
}
