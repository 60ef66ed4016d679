package dev.waypoint.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures two workloads side by side: they take turns in short blocks, so that what the machine
 * does beside it falls on both, and each ratio is the median of the ratios of all rounds.
 */
final class Load {
  private static final int CLIENTS = 16;
  private static final int ROUNDS = 8;

  /** Sequential executions of one kind in a row: few of them follow one of the other kind. */
  private static final int BLOCK = 20;

  private final int warmUp;
  private final int samples;
  private final int burst;

  /**
   * @param warmUp executions of each before anything counts: the compilers need thousands
   * @param samples sequential executions of each, for the percentiles
   * @param burst executions of each with 16 clients at once, for the rate
   */
  Load(int warmUp, int samples, int burst) {
    this.warmUp = warmUp;
    this.samples = samples;
    this.burst = burst;
  }

  /**
   * @param p50Ratio the jobs' median by the floor's, median of the rounds
   * @param throughputRatio the jobs' rate by the floor's, median of the rounds
   */
  record Pair(Measurement floor, Measurement jobs, double p50Ratio, double throughputRatio) {}

  private record Burst(double seconds, Duration processor) {}

  Pair compare(Workload floor, Workload jobs) throws Exception {
    for (int done = 0; done < warmUp; done += CLIENTS * BLOCK) {
      burst(floor, CLIENTS * BLOCK);
      burst(jobs, CLIENTS * BLOCK);
    }
    List<Duration> floorLatencies = new ArrayList<>();
    List<Duration> jobLatencies = new ArrayList<>();
    double[] p50Ratios = new double[ROUNDS];
    double[] rateRatios = new double[ROUNDS];
    double[] floorRates = new double[ROUNDS];
    double[] jobRates = new double[ROUNDS];
    Duration floorProcessor = Duration.ZERO;
    Duration jobProcessor = Duration.ZERO;
    int perRound = burst / ROUNDS;
    for (int round = 0; round < ROUNDS; round++) {
      List<Duration> ofFloor = new ArrayList<>();
      List<Duration> ofJobs = new ArrayList<>();
      while (ofFloor.size() < samples / ROUNDS) {
        for (int i = 0; i < BLOCK; i++) {
          ofFloor.add(timed(floor));
        }
        for (int i = 0; i < BLOCK; i++) {
          ofJobs.add(timed(jobs));
        }
      }
      p50Ratios[round] = Measurement.of(ofJobs).p50Millis() / Measurement.of(ofFloor).p50Millis();
      floorLatencies.addAll(ofFloor);
      jobLatencies.addAll(ofJobs);
      Burst floorBurst = burst(floor, perRound);
      Burst jobBurst = burst(jobs, perRound);
      floorProcessor = floorProcessor.plus(floorBurst.processor());
      jobProcessor = jobProcessor.plus(jobBurst.processor());
      floorRates[round] = perRound / floorBurst.seconds();
      jobRates[round] = perRound / jobBurst.seconds();
      rateRatios[round] = jobRates[round] / floorRates[round];
    }
    int total = perRound * ROUNDS;
    return new Pair(
        Measurement.of(floorLatencies)
            .withRate(median(floorRates), floorProcessor.dividedBy(total)),
        Measurement.of(jobLatencies).withRate(median(jobRates), jobProcessor.dividedBy(total)),
        median(p50Ratios),
        median(rateRatios));
  }

  Measurement measure(Workload workload) throws Exception {
    List<Duration> latencies = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      latencies.add(timed(workload));
    }
    return Measurement.of(latencies);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Duration timed(Workload workload) throws Exception {
    long start = System.nanoTime();
    workload.execute();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Burst burst(Workload workload, int executions)
      throws InterruptedException, ExecutionException {
    AtomicInteger left = new AtomicInteger(executions);
    Duration processorBefore = ProcessorTime.used();
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
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Burst(seconds, ProcessorTime.used().minus(processorBefore));
  }
}
