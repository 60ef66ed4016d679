package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.token.IssuedToken;
import dev.waypoint.gateway.token.TokenRequest;
import dev.waypoint.gateway.token.Tokens;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Tells a connected runner what its row means for it, whenever that changes. */
@Singleton
final class SessionDirector {
  private final Tokens tokens;
  private final Engine engine;
  private final Clock clock;

  SessionDirector(Tokens tokens, Engine engine, Clock clock) {
    this.tokens = tokens;
    this.engine = engine;
    this.clock = clock;
  }

  void direct(RunnerSession session, RunnerRow row) {
    switch (row.adoption()) {
      case PENDING -> waitForAdoption(session, row);
      case PREADOPTED, ADOPTED -> letWork(session, row);
      case REJECTED -> refuse(session, Refusal.rejected(row));
      case FORGOTTEN -> refuse(session, Refusal.forgotten(row));
    }
  }

  void refuse(RunnerSession session, Refusal refusal) {
    session.tell(RunnerSession.Told.LEAVE, Directives.refused(refusal));
  }

  /**
   * Lets an admitted runner work.
   *
   * @param token its own, when it came with none; empty: it goes on with the one that it has
   */
  void letWorkWith(RunnerSession session, RunnerRow row, Optional<IssuedToken> token) {
    token.ifPresent(own -> session.setLease(TokenLease.of(own, clock.instant())));
    String text = token.map(IssuedToken::text).orElse("");
    session.tell(RunnerSession.Told.WORK, Directives.work(row, engine.namespace(), text));
    drainIfWanted(session, row);
  }

  /** The token of a runner that was adopted, by an operator or by a rule; it does not expire. */
  IssuedToken adoptionToken(RunnerRow row) {
    TokenRequest request =
        TokenRequest.runner(Optional.of(row.id()), Optional.of(row.labels()), Optional.empty());
    return tokens.issue(request, row.adoptedBy().orElse("adoption"));
  }

  private void waitForAdoption(RunnerSession session, RunnerRow row) {
    if (session.told() != RunnerSession.Told.WAIT) {
      session.tell(RunnerSession.Told.WAIT, Directives.waiting(Standings.waitingMessage(row)));
    }
  }

  private void letWork(RunnerSession session, RunnerRow row) {
    RunnerSession.Told told = session.told();
    boolean resumed = told == RunnerSession.Told.DRAIN && !row.draining();
    if (told == RunnerSession.Told.WAIT || resumed) {
      Optional<IssuedToken> token =
          told == RunnerSession.Told.WAIT && session.tokenWanted()
              ? Optional.of(adoptionToken(row))
              : Optional.empty();
      letWorkWith(session, row, token);
    }
    drainIfWanted(session, row);
  }

  private static void drainIfWanted(RunnerSession session, RunnerRow row) {
    if (row.draining() && session.told() == RunnerSession.Told.WORK) {
      session.tell(RunnerSession.Told.DRAIN, Directives.drain());
    }
  }
}
