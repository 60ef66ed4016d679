package dev.waypoint.benchmarks;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.ProfileServiceGrpc;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.TargetRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One runner that is entitled to the queues of many label sets: how long jobs wait to be assigned,
 * and what the runner uses while there is nothing to do.
 */
final class LabelSets {
  private static final int[] COUNTS = {1, 10, 200};
  private static final int WARM_UP = 200;

  private LabelSets() {}

  static void measure(Report report, boolean quick) throws Exception {
    for (int count : COUNTS) {
      measure(report, count, quick ? 200 : 600, Duration.ofSeconds(quick ? 10 : 20));
    }
  }

  private static void measure(Report report, int count, int samples, Duration idle)
      throws Exception {
    Path directory = Files.createTempDirectory("waypoint-benchmark");
    try (Stage stage = Stage.startWithoutRunner(directory, Engine.Kind.IN_PROCESS);
        RunnerProcess runner = RunnerProcess.start(stage.port(), stage.token(), count)) {
      for (int i = 0; i < count; i++) {
        addProfile(stage, i);
      }
      List<Jobs> jobs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        jobs.add(new Jobs(stage.channel(), target(i)));
      }
      for (int i = 0; i < Math.max(WARM_UP, count); i++) {
        jobs.get(i % count).run();
      }
      double idleProcessor = idle(runner, idle);
      List<Duration> waits = new ArrayList<>();
      for (int i = 0; i < samples; i++) {
        waits.add(assignment(jobs.get(i % count).run()));
      }
      Map<String, Double> more = new LinkedHashMap<>();
      more.put("idle_cpu_percent", idleProcessor);
      more.put("runner_mb", runner.residentMegabytes());
      report.add("assignment with %d label sets".formatted(count), Measurement.of(waits), more);
    } finally {
      Directories.delete(directory);
    }
  }

  /** Of one processor, in per cent. */
  private static double idle(RunnerProcess runner, Duration idle) throws InterruptedException {
    Duration before = runner.processor();
    Thread.sleep(idle);
    return 100.0 * runner.processor().minus(before).toNanos() / idle.toNanos();
  }

  /** From the moment when the job was queued to the one when a runner had it. */
  private static Duration assignment(Job job) {
    return Duration.ofSeconds(job.getStartTime().getSeconds() - job.getQueueTime().getSeconds())
        .plusNanos(job.getStartTime().getNanos() - job.getQueueTime().getNanos());
  }

  private static void addProfile(Stage stage, int number) {
    ProfileServiceGrpc.newBlockingStub(stage.channel())
        .setProfile(
            SetProfileRequest.newBuilder()
                .setProfile(
                    Profile.newBuilder()
                        .setName("set-" + number)
                        .setPluginType("docker")
                        .setTargetRunner(target(number)))
                .build());
  }

  private static TargetRunner target(int number) {
    return TargetRunner.newBuilder()
        .setLabels(TargetRunner.Labels.newBuilder().putAllLabels(RunnerProcess.label(number)))
        .build();
  }
}
