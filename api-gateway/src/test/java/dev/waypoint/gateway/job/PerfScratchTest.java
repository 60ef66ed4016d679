package dev.waypoint.gateway.job;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.Operation;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerfScratchTest {
  @TempDir Path directory;

  static long cpu() { return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(); }

  @Test
  void perf() throws Exception {
    try (TestingGateway gateway = TestingGateway.start(directory);
        TestingWorker _ = TestingWorker.start(gateway, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      for (int round = 0; round < 4; round++) {
        long c0=cpu();
        List<Long> times = new ArrayList<>();
        List<Long> q = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
          long t = System.nanoTime();
          String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP));
          q.add(System.nanoTime() - t);
          TestingJobs.follow(gateway, id, 0);
          times.add(System.nanoTime() - t);
        }
        Collections.sort(times);
        Collections.sort(q);
        long cc=cpu()-c0; System.out.printf("PERF cpu %.1f ms/job ", cc/1e6/150); System.out.printf("PERF seq p50 %.1f p90 %.1f ms; queue p50 %.1f p90 %.1f%n", times.get(75) / 1e6, times.get(135) / 1e6, q.get(75)/1e6, q.get(135)/1e6);
      }
      for (int clients : new int[] {16, 16, 32}) {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        int n = 1500;
        long t = System.nanoTime();
        long c = cpu();
        List<Future<?>> fs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
          fs.add(pool.submit(() -> { TestingJobs.follow(gateway, TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP)), 0); return null; }));
        }
        for (Future<?> f : fs) f.get();
        System.out.printf("PERF %d clients: %.0f jobs/s cpu %.1f ms/job%n", clients, n / ((System.nanoTime() - t) / 1e9), (cpu() - c) / 1e6 / n);
        pool.shutdown();
      }
    }
  }
}
