package dev.waypoint.benchmarks;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.EngineException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;

/**
 * Measures, for each engine that can be had here: the floor; no-op jobs through gateway, proxy and
 * a static runner; the same with many finished jobs in the database; the floor through a relay with
 * TLS; on-demand jobs on each platform.
 */
public final class Main {
  private final boolean quick;
  private final boolean labelSets;
  private final List<Engine.Kind> engines;
  private final List<LaunchPlatform> platforms;
  private final Report report = new Report();

  private Main(
      boolean quick, boolean labelSets, List<Engine.Kind> engines, List<LaunchPlatform> platforms) {
    this.quick = quick;
    this.labelSets = labelSets;
    this.engines = engines;
    this.platforms = platforms;
  }

  /**
   * Arguments: {@code [--quick] [--json FILE] [--engine KIND]... [--label-sets] [--on-demand-only]
   * [--platform NAME]...}; the last three leave the other cases out.
   */
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    boolean quick = false;
    boolean onDemandOnly = false;
    boolean labelSetsOnly = false;
    Optional<Path> json = Optional.empty();
    List<Engine.Kind> engines = new ArrayList<>();
    List<LaunchPlatform> platforms = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      boolean more = i + 1 < arguments.length;
      if (arguments[i].equals("--quick")) {
        quick = true;
      } else if (arguments[i].equals("--on-demand-only")) {
        onDemandOnly = true;
      } else if (arguments[i].equals("--label-sets")) {
        labelSetsOnly = true;
      } else if (arguments[i].equals("--json") && more) {
        json = Optional.of(Path.of(arguments[++i]));
      } else if (arguments[i].equals("--platform") && more) {
        platforms.add(LaunchPlatform.named(arguments[++i]));
        onDemandOnly = true;
      } else if (arguments[i].equals("--engine") && more) {
        engines.add(Engine.Kind.valueOf(arguments[++i].toUpperCase(Locale.ROOT).replace('-', '_')));
      } else {
        System.err.println("unknown argument '" + arguments[i] + "'; see benchmarks/run --help");
        System.exit(1);
      }
    }
    boolean everything = engines.isEmpty() && !onDemandOnly && !labelSetsOnly;
    if (everything) {
      engines = List.of(Engine.Kind.IN_PROCESS, Engine.Kind.MANAGED);
    }
    int exit = 1;
    try {
      Main main = new Main(quick, everything || labelSetsOnly, engines, platforms);
      main.run();
      if (json.isPresent()) {
        main.report.write(json.get());
      }
      exit = 0;
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
    }
    System.exit(exit);
  }

  private void run() throws Exception {
    Report.header();
    if (!engines.isEmpty()) {
      measureEngines();
    }
    if (labelSets) {
      LabelSets.measure(report, quick);
    }
    OnDemand.measure(report, quick, platforms);
  }

  private void measureEngines() throws Exception {
    Path full = Files.createTempDirectory("waypoint-benchmark-full");
    try {
      FinishedJobs.fill(full, quick ? 2_000 : 10_000);
      for (Engine.Kind kind : engines) {
        try {
          measure(kind, full);
        } catch (RuntimeException e) {
          System.out.println(name(kind) + " left out: " + engineFault(e).getMessage());
        }
      }
    } finally {
      Directories.delete(full);
    }
  }

  private void measure(Engine.Kind kind, Path full) throws Exception {
    Load load =
        switch (kind) {
          case IN_PROCESS -> quick ? new Load(2_000, 320, 1_600) : new Load(6_000, 960, 6_400);
          case MANAGED, EXTERNAL -> quick ? new Load(640, 160, 480) : new Load(2_560, 480, 1_920);
        };
    Load.Pair empty = measure(kind, "", load, Optional.empty());
    Load.Pair filled =
        measure(kind, quick ? ", 2,000 finished" : ", 10,000 finished", load, Optional.of(full));
    measureRelay(kind, load);
    System.out.printf(
        "%s: with finished jobs the p50 ratio is %.2f times, the throughput ratio %.2f times that"
            + " of an empty database%n",
        name(kind),
        filled.p50Ratio() / empty.p50Ratio(),
        filled.throughputRatio() / empty.throughputRatio());
  }

  private Load.Pair measure(Engine.Kind kind, String which, Load load, Optional<Path> data)
      throws Exception {
    Path directory = Files.createTempDirectory("waypoint-benchmark");
    if (data.isPresent()) {
      Directories.copy(data.get(), directory);
    }
    try (Stage stage = Stage.start(directory, kind);
        Floor floor = new Floor(stage.engine().stubs(), stage.engine().namespace())) {
      Load.Pair pair = load.compare(floor, new Jobs(stage.channel(), ""));
      report.add(name(kind) + ": floor" + which, pair.floor());
      report.add(name(kind) + ": no-op job" + which, pair.jobs(), ratios(pair));
      return pair;
    } finally {
      Directories.delete(directory);
    }
  }

  /** What the way to the engine alone costs. */
  private void measureRelay(Engine.Kind kind, Load load) throws Exception {
    Path directory = Files.createTempDirectory("waypoint-benchmark");
    try (Stage stage = Stage.startWithoutRunner(directory, kind)) {
      WorkflowServiceStubs stubs = stage.engine().stubs();
      String namespace = stage.engine().namespace();
      try (TlsRelay relay = new TlsRelay(stubs.getRawChannel(), directory);
          Floor floor = new Floor(stubs, namespace);
          Floor remote = new Floor(stubs, namespace, relay::connect)) {
        Load.Pair pair = load.compare(floor, remote);
        report.add(name(kind) + ": floor, for what follows", pair.floor());
        report.add(name(kind) + ": floor through TLS", pair.jobs(), ratios(pair));
      }
    } finally {
      Directories.delete(directory);
    }
  }

  /** What kept the engine from starting; any other failure goes on. */
  private static EngineException engineFault(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EngineException fault) {
        return fault;
      }
    }
    throw failure;
  }

  private static String name(Engine.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Double> ratios(Load.Pair pair) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("p50_ratio", pair.p50Ratio());
    ratios.put("throughput_ratio", pair.throughputRatio());
    return ratios;
  }
}
