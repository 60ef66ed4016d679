package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand jobs of all kinds on four runners that are killed and added at random, and another
 * thousand on four that are left alone; everything in processes of its own, with a real Temporal
 * server and real containers.
 *
 * <p>{@code WAYPOINT_SOAK_SEED} repeats a run as far as chance decides it; {@code
 * WAYPOINT_SOAK_JOBS} sets the number of jobs.
 */
class SoakIT {
  private static final String BRIDGE = "172.17.0.1";
  private static final String PROFILE = "soak";
  private static final int CLIENTS = 16;
  private static final int ON_DEMAND = 4;

  @TempDir Path directory;
  private final Set<String> onDemand = ConcurrentHashMap.newKeySet();

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void everyJobEndsOnceAndTrulyWhateverIsKilledAndEqualRunnersShareTheWorkEvenly()
      throws Exception {
    Requirements.docker();
    long seed = number("WAYPOINT_SOAK_SEED", System.nanoTime() & 0xffffff);
    int count = (int) number("WAYPOINT_SOAK_JOBS", 1_000);
    System.out.printf("soak: WAYPOINT_SOAK_SEED=%d WAYPOINT_SOAK_JOBS=%d%n", seed, count);
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(
                directory,
                BRIDGE,
                "-temporal-addr=" + temporal.address(),
                "-runner-image=" + Requirements.runnerImage())) {
      SoakRunners runners = new SoakRunners(installation, seed);
      runners.start(directory);
      installation
          .cli(directory, "runner", "profile", "set", "-name=" + PROFILE, "-plugin-type=docker")
          .succeeded();
      Path project = Project.write(directory.resolve("project"), SoakJob.waypointHcl());
      String token = installation.cli(directory, "user", "token").succeeded().output().strip();
      try (SoakClient client = SoakClient.open(installation.address(), token, project)) {
        Instant begin = Instant.now();
        mixed(client, runners, seed, count);
        Instant middle = Instant.now();
        even(client, count);
        System.out.printf(
            "soak: mixed phase %d s, even phase %d s%n",
            Duration.between(begin, middle).toSeconds(),
            Duration.between(middle, Instant.now()).toSeconds());
      }
      onDemand.forEach(this::awaitNoContainer);
    }
  }

  private void mixed(SoakClient client, SoakRunners runners, long seed, int count)
      throws Exception {
    List<SoakJob> jobs = jobs(seed, count, Files.createDirectory(directory.resolve("marks")));
    // What the deployments need.
    inParallel(
        CLIENTS,
        worker -> {
          SoakClient.Followed built =
              client.run(client.spec("w" + worker).setOperation(Operation.BUILD));
          assertThat(built.job().getState()).as("%s", built).isEqualTo(JobState.SUCCESS);
          return null;
        });
    Map<SoakJob.End, Integer> ends = new EnumMap<>(SoakJob.End.class);
    Map<SoakJob.Kind, Integer> kinds = new EnumMap<>(SoakJob.Kind.class);
    AtomicInteger next = new AtomicInteger();
    Thread disturber = Thread.ofPlatform().start(runners::disturb);
    try {
      inParallel(
          CLIENTS,
          worker -> {
            for (int i = next.getAndIncrement(); i < jobs.size(); i = next.getAndIncrement()) {
              SoakJob job = jobs.get(i);
              String id = client.queue(job.spec(client, "w" + worker, PROFILE));
              if (job.kind() == SoakJob.Kind.ON_DEMAND) {
                onDemand.add(id.toLowerCase(Locale.ROOT));
              }
              SoakJob.End end = job.check(client.follow(id), client);
              synchronized (ends) {
                ends.merge(end, 1, Integer::sum);
                kinds.merge(job.kind(), 1, Integer::sum);
              }
            }
            return null;
          });
    } finally {
      runners.stop();
      disturber.join();
    }
    System.out.printf("soak: jobs %s, ends %s, %s%n", kinds, ends, runners.counts());
    assertThat(ends.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(count);
    runners.complete();
  }

  private static void even(SoakClient client, int count) throws Exception {
    Map<String, Integer> byRunner = new TreeMap<>();
    AtomicInteger left = new AtomicInteger(count);
    inParallel(
        CLIENTS,
        worker -> {
          while (left.getAndDecrement() > 0) {
            SoakClient.Followed followed =
                client.run(client.spec("even" + worker).setOperation(Operation.NOOP));
            assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
            synchronized (byRunner) {
              byRunner.merge(followed.job().getAssignedRunner(), 1, Integer::sum);
            }
          }
          return null;
        });
    System.out.printf("soak: evenly %s%n", byRunner);
    double share = (double) count / SoakRunners.COUNT;
    assertThat(byRunner).hasSize(SoakRunners.COUNT);
    assertThat(byRunner.values())
        .allSatisfy(of -> assertThat((double) of).isBetween(share * 0.9, share * 1.1));
  }

  private static List<SoakJob> jobs(long seed, int count, Path marks) {
    Random random = new Random(seed);
    List<SoakJob> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SoakJob.Kind kind =
          i % (count / ON_DEMAND) == count / ON_DEMAND / 2
              ? SoakJob.Kind.ON_DEMAND
              : switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> SoakJob.Kind.NOOP;
                case 4, 5, 6 -> SoakJob.Kind.BUILD;
                default -> SoakJob.Kind.DEPLOY;
              };
      jobs.add(new SoakJob("job" + i, kind, 1 + random.nextInt(200), marks));
    }
    return jobs;
  }

  /** What a client does; each has a workspace of its own. */
  @FunctionalInterface
  private interface Work {
    Void as(int worker) throws Exception;
  }

  private static void inParallel(int workers, Work work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int worker = i;
        Callable<Void> one = () -> work.as(worker);
        all.add(threads.submit(one));
      }
      for (Future<Void> one : all) {
        one.get();
      }
    }
  }

  private void awaitNoContainer(String job) {
    Instant end = Instant.now().plusSeconds(60);
    while (true) {
      String left =
          Program.command(
                  directory,
                  Map.of(),
                  "docker",
                  "ps",
                  "-aq",
                  "--filter",
                  "name=waypoint-task-" + job)
              .result()
              .output();
      if (left.isBlank()) {
        return;
      }
      assertThat(Instant.now()).as("containers are left: " + left).isBefore(end);
    }
  }

  private static long number(String variable, long absent) {
    return Optional.ofNullable(System.getenv(variable)).map(Long::parseLong).orElse(absent);
  }
}
