package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.proxy.TemporalProxy;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails the tasks of runners that are gone, so that they are placed elsewhere long before their
 * heartbeat times out. A runner whose connection breaks has a few seconds to come back.
 */
@Singleton
public final class PresenceWatch {
  private static final Logger log = LoggerFactory.getLogger(PresenceWatch.class);
  private static final Duration GRACE = Duration.ofSeconds(6);

  private final RunnerRegistry registry;
  private final TemporalProxy proxy;
  private final Clock clock;
  private final Map<RunnerId, Instant> absentSince = new ConcurrentHashMap<>();

  PresenceWatch(RunnerRegistry registry, TemporalProxy proxy, Clock clock) {
    this.registry = registry;
    this.proxy = proxy;
    this.clock = clock;
  }

  /** Looks at all runners once. */
  public void check() {
    Instant now = clock.instant();
    for (RunnerEntry entry : registry.entries()) {
      RunnerId id = entry.row().id();
      if (entry.tasks().isEmpty() || entry.row().online(now) || mayFinish(entry)) {
        absentSince.remove(id);
      } else {
        Instant since = absentSince.computeIfAbsent(id, any -> lastSeen(entry, now));
        boolean refused = entry.barred().isPresent() || !entry.row().adoption().admits();
        if (refused || now.isAfter(since.plus(GRACE))) {
          fail(entry, since, now);
        }
      }
    }
  }

  /** A rejected runner is not connected while it finishes; its heartbeats tell whether it lives. */
  private static boolean mayFinish(RunnerEntry entry) {
    return entry.row().adoption() == Adoption.REJECTED;
  }

  private static Instant lastSeen(RunnerEntry entry, Instant now) {
    Instant seen = entry.row().lastSeen();
    return seen.isAfter(now.minus(GRACE)) ? seen : now;
  }

  private void fail(RunnerEntry entry, Instant since, Instant now) {
    RunnerId id = entry.row().id();
    int failed = proxy.failHeld(id, FailureCode.RUNNER_GONE);
    entry.tasks().forEach(entry::finished);
    absentSince.remove(id);
    log.warn(
        "runner {} has been away for {} ms: {} tasks of it are placed elsewhere",
        id,
        Duration.between(since, now).toMillis(),
        failed);
  }
}
