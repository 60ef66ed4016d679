package dev.waypoint.benchmarks;

import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** On-demand no-op jobs on each platform, beside the same image started bare there. */
final class OnDemand {
  /** Names the folder of those plugins that live in class loaders of their own. */
  private static final String OWN_PLUGINS = "waypoint.plugins";

  private OnDemand() {}

  /**
   * @param platforms empty: all that the environment names
   */
  static void measure(Report report, boolean quick, List<LaunchPlatform> platforms)
      throws Exception {
    String image = System.getenv("WAYPOINT_TEST_IMAGE");
    if (image == null || image.isBlank()) {
      System.out.println("on-demand jobs left out: WAYPOINT_TEST_IMAGE names no image");
      return;
    }
    if (System.getProperty(OWN_PLUGINS) == null) {
      Path classes =
          Path.of(OnDemand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      System.setProperty(OWN_PLUGINS, classes.resolveSibling("plugins").toString());
    }
    for (LaunchPlatform platform : platforms.isEmpty() ? LaunchPlatform.available() : platforms) {
      measure(platform, image, report, quick ? 5 : 20);
    }
  }

  private static void measure(LaunchPlatform platform, String image, Report report, int samples)
      throws Exception {
    Path directory = Files.createTempDirectory("waypoint-benchmark");
    GatewayOptions options = GatewayOptions.in(directory);
    try (Bare bareImage = platform.bare(image);
        Stage stage =
            Stage.start(
                options
                    .withGrpc(new ListenAddress(platform.host(), 0))
                    .withHttp(Optional.empty())
                    .withRunnerImage(image)
                    .withEngine(options.engine().withEmbedded(Engine.Kind.IN_PROCESS)))) {
      Pool pool = new Pool(stage, platform);
      pool.keep(0);
      Jobs jobs = new Jobs(stage.channel(), "benchmark");
      jobs.execute();
      pool.awaitGone();
      bareImage.execute();
      Times times = measure(bareImage, pool, jobs, samples);
      Measurement bare = Measurement.of(times.bare());
      Measurement connected = Measurement.of(times.connected());
      Measurement ended = Measurement.of(times.ended());
      report.add(platform.pluginType() + ": image bare, /bin/true", bare);
      report.add(platform.pluginType() + ": request to runner", connected, toBare(connected, bare));
      report.add(platform.pluginType() + ": on-demand no-op job", ended, toBare(ended, bare));
      Measurement ahead = Measurement.of(startedAhead(pool, jobs, samples));
      report.add(
          platform.pluginType() + ": on-demand no-op job, started ahead",
          ahead,
          toBare(ahead, bare));
    } finally {
      Directories.delete(directory);
    }
  }

  private record Times(List<Duration> bare, List<Duration> connected, List<Duration> ended) {}

  /**
   * They take turns, so that what the machine does beside it falls on both. That the last container
   * is gone is waited for, and does not count.
   */
  private static Times measure(Bare bare, Pool pool, Jobs jobs, int samples) throws Exception {
    Times times = new Times(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < samples; i++) {
      long start = System.nanoTime();
      bare.execute();
      times.bare().add(since(start));
      long request = System.nanoTime();
      List<Duration> running = new ArrayList<>();
      jobs.run(
          event -> {
            if (isRunning(event)) {
              running.add(since(request));
            }
          });
      times.ended().add(since(request));
      times.connected().add(running.getFirst());
      pool.awaitGone();
    }
    return times;
  }

  /** Each waits until the pool is full again, which does not count. */
  private static List<Duration> startedAhead(Pool pool, Jobs jobs, int samples) throws Exception {
    List<Duration> times = new ArrayList<>();
    pool.keep(Pool.SIZE);
    for (int i = 0; i < samples; i++) {
      pool.awaitFull();
      long request = System.nanoTime();
      jobs.execute();
      times.add(since(request));
    }
    pool.keep(0);
    pool.awaitGone();
    return times;
  }

  private static boolean isRunning(JobEvent event) {
    return event.hasState() && event.getState().getJob().getState() == JobState.RUNNING;
  }

  private static Map<String, Double> toBare(Measurement measurement, Measurement bare) {
    return Map.of("p50_to_bare", measurement.p50Millis() / bare.p50Millis());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
