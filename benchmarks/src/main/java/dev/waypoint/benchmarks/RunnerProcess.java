package dev.waypoint.benchmarks;

import dev.waypoint.worker.AgentKind;
import dev.waypoint.worker.AgentListener;
import dev.waypoint.worker.AgentOptions;
import dev.waypoint.worker.RunnerAgent;
import dev.waypoint.worker.connect.GatewayTarget;
import dev.waypoint.worker.connect.TlsTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/** A runner in a process of its own, so that its processor time and memory are its own. */
final class RunnerProcess implements AutoCloseable {
  private static final String TOKEN = "WAYPOINT_BENCHMARK_TOKEN";
  private static final String READY = "ready";

  private final Process process;

  private RunnerProcess(Process process) {
    this.process = process;
  }

  /** Starts one that has these many labels, and waits until it takes work. */
  static RunnerProcess start(int port, String token, int labels) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            RunnerProcess.class.getName(),
            Integer.toString(port),
            Integer.toString(labels));
    builder.environment().put(TOKEN, token);
    RunnerProcess runner =
        new RunnerProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    if (!READY.equals(runner.process.inputReader().readLine())) {
      runner.close();
      throw new IllegalStateException("the runner's process did not become ready");
    }
    return runner;
  }

  static SortedMap<String, String> label(int number) {
    return new TreeMap<>(java.util.Map.of("set-" + number, "yes"));
  }

  /** What it has used of the processors. */
  Duration processor() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Resident memory; 0 where the system does not tell. */
  double residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Arguments: port and number of labels. */
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    SortedMap<String, String> labels = new TreeMap<>();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      labels.putAll(label(i));
    }
    RunnerAgent runner =
        RunnerAgent.start(
            AgentOptions.builder(
                    new GatewayTarget(
                        "127.0.0.1", Integer.parseInt(arguments[0]), new TlsTrust.SkipVerify()),
                    AgentKind.STATIC)
                .id("benchmark")
                .labels(labels)
                .token(Optional.ofNullable(System.getenv(TOKEN)).orElseThrow())
                .concurrency(4)
                .localDirectory(Path.of("").toAbsolutePath())
                .build(),
            AgentListener.silent());
    if (runner.awaitReady(Duration.ofSeconds(30))) {
      System.out.println(READY);
    }
    runner.await();
  }
}
