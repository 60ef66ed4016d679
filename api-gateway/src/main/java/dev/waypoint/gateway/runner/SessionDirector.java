package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.token.TokenRequest;
import dev.waypoint.gateway.token.Tokens;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tells a connected runner what its row means for it, whenever that changes. */
@Singleton
final class SessionDirector {
  private final Tokens tokens;
  private final Engine engine;

  SessionDirector(Tokens tokens, Engine engine) {
    this.tokens = tokens;
    this.engine = engine;
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

  /** The token of an admitted runner that came with none of its own. */
  void letWorkWith(RunnerSession session, RunnerRow row, String token) {
    session.tell(RunnerSession.Told.WORK, Directives.work(row, engine.namespace(), token));
    drainIfWanted(session, row);
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
      String token =
          told == RunnerSession.Told.WAIT && session.tokenWanted() ? adoptionToken(row) : "";
      letWorkWith(session, row, token);
    }
    drainIfWanted(session, row);
  }

  private static void drainIfWanted(RunnerSession session, RunnerRow row) {
    if (row.draining() && session.told() == RunnerSession.Told.WORK) {
      session.tell(RunnerSession.Told.DRAIN, Directives.drain());
    }
  }

  private String adoptionToken(RunnerRow row) {
    TokenRequest request =
        TokenRequest.runner(Optional.of(row.id()), Optional.of(row.labels()), Optional.empty());
    return tokens.issue(request, row.adoptedBy().orElse("adoption")).text();
  }
}
