package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.token.IssuedToken;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.protocol.v1.RunnerKind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the tokens of connected runners: those that near their end are renewed through the
 * connection, and those that were revoked end it.
 */
@Singleton
final class SessionTokens {
  private static final Logger log = LoggerFactory.getLogger(SessionTokens.class);

  /** Clocks of replicas differ. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private final RunnerRegistry registry;
  private final SessionDirector director;
  private final Tokens tokens;
  private final Clock clock;
  private Instant looked;

  SessionTokens(RunnerRegistry registry, SessionDirector director, Tokens tokens, Clock clock) {
    this.registry = registry;
    this.director = director;
    this.tokens = tokens;
    this.clock = clock;
    this.looked = clock.instant();
  }

  /** Cuts off the runners whose tokens were revoked since the last call. */
  void endRevoked() {
    Instant since = looked.minus(OVERLAP);
    Instant now = clock.instant();
    Set<String> revoked = tokens.revokedSince(since);
    looked = now;
    if (!revoked.isEmpty()) {
      registry.entries().forEach(entry -> endRevoked(entry, revoked, now));
    }
  }

  /** Gives new tokens to the static runners whose tokens near their end. */
  void renew() {
    registry.entries().forEach(this::renew);
  }

  private void endRevoked(RunnerEntry entry, Set<String> revoked, Instant now) {
    entry.lock.lock();
    try {
      Optional<RunnerSession> session = entry.session().filter(RunnerSession::isOpen);
      boolean hit =
          session
              .flatMap(RunnerSession::lease)
              .filter(lease -> revoked.contains(lease.tokenId()))
              .isPresent();
      if (hit) {
        Refusal refusal = Refusal.revoked(entry.row());
        entry.setSession(null);
        entry.bar(refusal.message());
        try {
          registry.change(entry, row -> row.withAbsence("its token was revoked", now));
        } finally {
          director.refuse(session.get(), refusal);
        }
        log.info("runner {} is cut off: its token was revoked", entry.row().id());
      }
    } finally {
      entry.lock.unlock();
    }
  }

  private void renew(RunnerEntry entry) {
    Instant now = clock.instant();
    boolean due = due(entry, now).isPresent();
    if (!due) {
      return;
    }
    entry.lock.lock();
    try {
      due(entry, now).ifPresent(lease -> renew(entry, lease, now));
    } finally {
      entry.lock.unlock();
    }
  }

  private static Optional<TokenLease> due(RunnerEntry entry, Instant now) {
    RunnerRow row = entry.row();
    return row.kind() == RunnerKind.STATIC && row.adoption().admits()
        ? entry
            .session()
            .filter(RunnerSession::isOpen)
            .flatMap(RunnerSession::lease)
            .filter(lease -> lease.isDue(now))
        : Optional.empty();
  }

  private void renew(RunnerEntry entry, TokenLease lease, Instant now) {
    RunnerRow row = entry.row();
    Duration life = lease.life().orElseThrow();
    IssuedToken token = tokens.renew(lease.tokenId(), now.plus(life));
    RunnerSession session = entry.session().orElseThrow();
    session.setLease(TokenLease.of(token, now));
    session.renew(Directives.renewed(token));
    log.info("runner {} got a new token, good until {}", row.id(), token.expires().orElseThrow());
  }
}
