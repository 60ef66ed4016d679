package dev.waypoint.benchmarks;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.EngineException;
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
 * Measures, for each engine that can be had here: the floor; no-op jobs through gateway, proxy and a
 * static runner; the same with many finished jobs in the database; on-demand jobs through Docker.
 */
public final class Main {
  private final boolean quick;
  private final List<Engine.Kind> engines;
  private final Report report = new Report();

  private Main(boolean quick, List<Engine.Kind> engines) {
    this.quick = quick;
    this.engines = engines;
  }

  /** Arguments: {@code [--quick] [--json FILE] [--engine KIND]...}. */
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    boolean quick = false;
    Optional<Path> json = Optional.empty();
    List<Engine.Kind> engines = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      boolean more = i + 1 < arguments.length;
      if (arguments[i].equals("--quick")) {
        quick = true;
      } else if (arguments[i].equals("--json") && more) {
        json = Optional.of(Path.of(arguments[++i]));
      } else if (arguments[i].equals("--engine") && more) {
        engines.add(Engine.Kind.valueOf(arguments[++i].toUpperCase(Locale.ROOT).replace('-', '_')));
      } else {
        System.err.println("unknown argument '" + arguments[i] + "'; see benchmarks/run --help");
        System.exit(1);
      }
    }
    if (engines.isEmpty()) {
      engines = List.of(Engine.Kind.IN_PROCESS, Engine.Kind.MANAGED);
    }
    Main main = new Main(quick, engines);
    main.run();
    if (json.isPresent()) {
      main.report.write(json.get());
    }
    System.exit(0);
  }

  private void run() throws Exception {
    Report.header();
    for (Engine.Kind kind : engines) {
      Path directory = Files.createTempDirectory("waypoint-benchmark");
      try (Stage stage = Stage.start(directory, kind)) {
        measure(kind, stage);
      } catch (EngineException e) {
        System.out.println(kind + " left out: " + e.getMessage());
      } finally {
        Directories.delete(directory);
      }
    }
    OnDemand.measure(report, quick);
  }

  private void measure(Engine.Kind kind, Stage stage) throws Exception {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Load load =
        switch (kind) {
          case IN_PROCESS -> quick ? new Load(2_000, 320, 1_600) : new Load(6_000, 960, 6_400);
          case MANAGED, EXTERNAL -> quick ? new Load(640, 160, 480) : new Load(2_560, 480, 1_920);
        };
    try (Floor floor = new Floor(stage.engine().stubs(), stage.engine().namespace())) {
      Jobs jobs = new Jobs(stage.channel(), "");
      Load.Pair fresh = load.compare(floor, jobs);
      report.add(name + ": floor (one remote activity)", fresh.floor());
      report.add(name + ": no-op job", fresh.jobs(), ratios(fresh));
      int finished = quick ? 2_000 : 10_000;
      stage.addFinishedJobs(finished);
      Load.Pair full = load.compare(floor, jobs);
      Map<String, Double> ratios = new LinkedHashMap<>(ratios(full));
      ratios.put("p50_to_fresh", full.jobs().p50Millis() / fresh.jobs().p50Millis());
      report.add(name + ": floor, again", full.floor());
      report.add(name + ": no-op job, %,d finished".formatted(finished), full.jobs(), ratios);
    }
  }

  private static Map<String, Double> ratios(Load.Pair pair) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("p50_ratio", pair.p50Ratio());
    ratios.put("throughput_ratio", pair.throughputRatio());
    return ratios;
  }
}
