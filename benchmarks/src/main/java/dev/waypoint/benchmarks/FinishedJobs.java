package dev.waypoint.benchmarks;

import dev.waypoint.gateway.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fills a data directory with jobs that were really run. */
final class FinishedJobs {
  private static final int CLIENTS = 32;

  /** The in-process engine slows down with what it has run, so it is begun anew after so many. */
  private static final int PER_ENGINE = 2_500;

  private FinishedJobs() {}

  static void fill(Path directory, int count) throws Exception {
    for (int left = count; left > 0; left -= PER_ENGINE) {
      try (Stage stage = Stage.start(directory, Engine.Kind.IN_PROCESS)) {
        run(new Jobs(stage.channel(), ""), Math.min(left, PER_ENGINE));
      }
    }
  }

  private static void run(Jobs jobs, int count) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(
            clients.submit(
                () -> {
                  jobs.execute();
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }
}
