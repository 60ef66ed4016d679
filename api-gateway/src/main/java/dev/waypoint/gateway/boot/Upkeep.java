package dev.waypoint.gateway.boot;

import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.engine.EngineOutages;
import dev.waypoint.gateway.job.JobRepair;
import dev.waypoint.gateway.job.JobRetention;
import dev.waypoint.gateway.job.Sources;
import dev.waypoint.gateway.poll.Poller;
import dev.waypoint.gateway.removal.ProjectRemover;
import dev.waypoint.gateway.runner.RunnerUpkeep;
import dev.waypoint.gateway.store.Outages;
import dev.waypoint.gateway.task.Sweeps;
import dev.waypoint.gateway.task.WarmPools;
import dev.waypoint.gateway.token.Tokens;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that the server does by the clock. A step that fails is done again at its next turn.
 */
@Singleton
final class Upkeep {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final long FLUSH_MILLIS = 500;
  private static final long SECOND = 1000;
  private static final long FEW_SECONDS = 4 * SECOND;
  private static final long NOW_AND_THEN = 30 * SECOND;
  private static final long TEN_MINUTES = 600 * SECOND;
  private static final long HOUR = 3600 * SECOND;

  private final RunnerUpkeep runners;
  private final JobRepair jobs;
  private final JobRetention retention;
  private final Tokens tokens;
  private final Sources sources;
  private final AuditLog audit;
  private final WarmPools pools;
  private final Sweeps sweeps;
  private final Poller poller;
  private final ProjectRemover remover;
  private final ScheduledExecutorService timer = timer("gateway-upkeep-", 2);

  /** Apart from the rest: who may work, and who is there, does not wait for a slow engine. */
  private final ScheduledExecutorService runnerTimer = timer("gateway-runners-", 1);

  Upkeep(
      RunnerUpkeep runners,
      JobRepair jobs,
      JobRetention retention,
      Tokens tokens,
      Sources sources,
      AuditLog audit,
      WarmPools pools,
      Sweeps sweeps,
      Poller poller,
      ProjectRemover remover) {
    this.retention = retention;
    this.audit = audit;
    this.runners = runners;
    this.jobs = jobs;
    this.tokens = tokens;
    this.sources = sources;
    this.pools = pools;
    this.sweeps = sweeps;
    this.poller = poller;
    this.remover = remover;
  }

  void start() {
    every(FLUSH_MILLIS, jobs::flushStarted);
    every(runnerTimer, SECOND, runners::everySecond);
    every(runnerTimer, FEW_SECONDS, runners::everyFewSeconds);
    every(SECOND, jobs::endExpired);
    every(FEW_SECONDS, jobs::startUnstarted);
    timer.execute(guarded(jobs::resubmitLost));
    every(NOW_AND_THEN, jobs::resubmitLost);
    every(FEW_SECONDS, jobs::resubmitMissing);
    every(NOW_AND_THEN, jobs::admitForgotten);
    every(TEN_MINUTES, retention::prune);
    every(HOUR, runners::everyHour);
    every(HOUR, tokens::sweep);
    every(HOUR, audit::sweep);
    every(HOUR, sources::sweep);
    every(SECOND, pools::look);
    every(SECOND, poller::look);
    every(SECOND, remover::look);
    every(FEW_SECONDS, sweeps::look);
    every(HOUR, sweeps::forget);
  }

  void close() {
    timer.shutdown();
    runnerTimer.shutdown();
    try {
      timer.awaitTermination(2, TimeUnit.SECONDS);
      runnerTimer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
    runnerTimer.shutdownNow();
  }

  private static ScheduledExecutorService timer(String name, int threads) {
    return Executors.newScheduledThreadPool(
        threads, Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  private void every(long millis, Runnable step) {
    every(timer, millis, step);
  }

  private void every(ScheduledExecutorService on, long millis, Runnable step) {
    on.scheduleWithFixedDelay(guarded(step), millis, millis, TimeUnit.MILLISECONDS);
  }

  private Runnable guarded(Runnable step) {
    return () -> {
      try {
        step.run();
      } catch (RuntimeException e) {
        if (!timer.isShutdown()) {
          report(e);
        }
      }
    };
  }

  /** What is away is a fact; everything else may be a defect. */
  private static void report(RuntimeException failure) {
    Optional<StatusRuntimeException> engine = EngineOutages.of(failure);
    if (engine.isPresent()) {
      log.warn(
          "Temporal does not answer, a periodic step is done again later: {}",
          engine.get().getMessage());
    } else if (Outages.isOne(failure)) {
      log.warn(
          "the database does not answer, a periodic step is done again later: {}",
          failure.getMessage());
    } else {
      log.warn("a periodic step failed; it is done again", failure);
    }
  }
}
