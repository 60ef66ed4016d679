package dev.waypoint.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures two workloads side by side: their executions take turns, so that what the machine does
 * beside it falls on both.
 */
final class Load {
  private static final int CLIENTS = 16;
  private static final int ROUNDS = 4;

  private final int samples;
  private final int burst;

  /**
   * @param samples sequential executions of each, for the percentiles
   * @param burst executions of each with 16 clients at once, for the rate
   */
  Load(int samples, int burst) {
    this.samples = samples;
    this.burst = burst;
  }

  record Pair(Measurement floor, Measurement jobs) {
    double p50Ratio() {
      return jobs.p50Millis() / floor.p50Millis();
    }

    double throughputRatio() {
      return jobs.perSecond() / floor.perSecond();
    }
  }

  Pair compare(Workload floor, Workload jobs) throws Exception {
    warmUp(floor);
    warmUp(jobs);
    List<Duration> floorLatencies = new ArrayList<>();
    List<Duration> jobLatencies = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      floorLatencies.add(timed(floor));
      jobLatencies.add(timed(jobs));
    }
    double floorSeconds = 0;
    double jobSeconds = 0;
    for (int round = 0; round < ROUNDS; round++) {
      floorSeconds += burst(floor, burst / ROUNDS);
      jobSeconds += burst(jobs, burst / ROUNDS);
    }
    int total = burst / ROUNDS * ROUNDS;
    return new Pair(
        Measurement.of(floorLatencies, total / floorSeconds),
        Measurement.of(jobLatencies, total / jobSeconds));
  }

  Measurement measure(Workload workload) throws Exception {
    List<Duration> latencies = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      latencies.add(timed(workload));
    }
    return Measurement.of(latencies, 0);
  }

  private void warmUp(Workload workload) throws Exception {
    for (int i = 0; i < Math.max(20, samples / 4); i++) {
      workload.execute();
    }
    burst(workload, Math.max(CLIENTS, burst / 4));
  }

  private static Duration timed(Workload workload) throws Exception {
    long start = System.nanoTime();
    workload.execute();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Seconds that it took. */
  private static double burst(Workload workload, int executions)
      throws InterruptedException, ExecutionException {
    AtomicInteger left = new AtomicInteger(executions);
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(
            clients.submit(
                () -> {
                  while (left.getAndDecrement() > 0) {
                    workload.execute();
                  }
                  return null;
                }));
      }
      for (Future<?> client : running) {
        client.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
