package dev.waypoint.gateway.runner;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** What the registry does from time to time. Each method is called at the rate of its name. */
@Singleton
public final class RunnerUpkeep {
  private static final Duration ROWS_KEPT = Duration.ofDays(1);

  private final RunnerRegistry registry;
  private final KnownTargets targets;
  private final PresenceWatch presence;
  private final SessionTokens tokens;
  private final Clock clock;

  RunnerUpkeep(
      RunnerRegistry registry,
      KnownTargets targets,
      PresenceWatch presence,
      SessionTokens tokens,
      Clock clock) {
    this.registry = registry;
    this.targets = targets;
    this.presence = presence;
    this.tokens = tokens;
    this.clock = clock;
  }

  public void everySecond() {
    registry.refresh();
    targets.refresh();
    presence.check();
    tokens.endRevoked();
    tokens.renew();
  }

  public void everyFewSeconds() {
    registry.renewPresence();
    registry.readPresence();
    registry.entries().forEach(entry -> entry.session().ifPresent(RunnerSession::ping));
  }

  public void everyHour() {
    registry.sweep(clock.instant().minus(ROWS_KEPT));
  }

  /** Ends all connections; the runners connect again elsewhere, or after the restart. */
  public void close() {
    registry.entries().forEach(entry -> entry.session().ifPresent(RunnerSession::close));
  }
}
