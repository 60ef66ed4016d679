package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.token.IssuedToken;
import dev.waypoint.gateway.token.TokenRequest;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lets runners in, for as long as their connection lasts. */
@Singleton
public final class RunnerConnector {
  private static final int MAX_LABEL = 255;

  private final RunnerRegistry registry;
  private final SessionDirector director;
  private final AutoAdoption rules;
  private final HeldJobs heldJobs;
  private final Tokens tokens;
  private final ReplicaId replica;
  private final Clock clock;

  RunnerConnector(
      RunnerRegistry registry,
      SessionDirector director,
      AutoAdoption rules,
      HeldJobs heldJobs,
      Tokens tokens,
      ReplicaId replica,
      Clock clock) {
    this.registry = registry;
    this.director = director;
    this.rules = rules;
    this.heldJobs = heldJobs;
    this.tokens = tokens;
    this.replica = replica;
    this.clock = clock;
  }

  /**
   * Registers a runner and tells it what it may do, now and at every change. Returns at once.
   *
   * @throws ApiException when it may not even wait
   */
  public void connect(
      ConnectRequest request,
      Caller caller,
      boolean cookieShown,
      String address,
      ServerCallStreamObserver<RunnerDirective> stream) {
    RunnerId id = TargetText.runnerId(request.getId());
    validate(request);
    Credentials credentials = new Credentials(caller, cookieShown, address);
    Optional<RunnerRow> known = registry.find(id);
    Adoption adoption = AdoptionDecision.decide(known, request, credentials);
    RunnerRow row = rules.apply(row(known, request, credentials, adoption));
    RunnerSession session =
        new RunnerSession(
            id, request.getInstance(), tokenWanted(row, caller), TokenLease.of(caller), stream);
    stream.setOnCancelHandler(() -> ended(session));
    if (adoption == Adoption.REJECTED) {
      director.refuse(session, Refusal.rejected(known.orElseThrow()));
      return;
    }
    Optional<Refusal> refusal = refusal(row);
    if (refusal.isPresent()) {
      director.refuse(session, refusal.get());
      return;
    }
    attach(registry.entryOrNew(row), known.map(RunnerRow::adoption), row, session, caller);
    if (row.kind() == RunnerKind.ON_DEMAND) {
      heldJobs.connected(row.job().orElseThrow(), id);
    }
  }

  /**
   * @param known what was decided about the runner before, upon which its row is based
   */
  private void attach(
      RunnerEntry entry,
      Optional<Adoption> known,
      RunnerRow row,
      RunnerSession session,
      Caller caller) {
    entry.lock.lock();
    try {
      Optional<RunnerSession> other = entry.session().filter(RunnerSession::isOpen);
      if (other.filter(o -> !o.instance().equals(session.instance())).isPresent()) {
        director.refuse(
            session,
            new Refusal(
                Refusal.Code.DUPLICATE,
                ("another process is connected as runner %s: give each runner an id and a state "
                        + "directory of its own")
                    .formatted(row.id())));
        return;
      }
      other.ifPresent(RunnerSession::close);
      entry.unbar();
      entry.setSession(session);
      try {
        registry.change(entry, before -> unlessDecidedSince(before, known, row));
      } catch (RuntimeException e) {
        entry.setSession(null);
        throw e;
      }
      if (row.adoption().admits() && session.told() == RunnerSession.Told.NOTHING) {
        letWork(row, session, caller);
      }
    } finally {
      entry.lock.unlock();
    }
  }

  private static RunnerRow unlessDecidedSince(
      RunnerRow before, Optional<Adoption> known, RunnerRow row) {
    Optional<Adoption> now =
        Optional.of(before.adoption()).filter(adoption -> adoption != Adoption.FORGOTTEN);
    if (!now.equals(known)) {
      throw new ApiException(
          Status.Code.UNAVAILABLE,
          "runner %s was %s at this moment: connect again"
              .formatted(row.id(), before.adoption().name().toLowerCase(Locale.ROOT)));
    }
    return row;
  }

  private void letWork(RunnerRow row, RunnerSession session, Caller caller) {
    if (session.tokenWanted()) {
      director.letWorkWith(session, row, Optional.of(director.adoptionToken(row)));
      return;
    }
    director.letWorkWith(session, row, ownToken(row, caller));
    if (caller instanceof Caller.Runner broad && broad.id().isEmpty()) {
      session
          .lease()
          .map(
              lease ->
                  lease.withLife(broad.expires().map(end -> Duration.between(broad.issued(), end))))
          .ifPresent(session::setLease);
    }
  }

  /** A token that names this runner; empty when it has one. */
  private Optional<IssuedToken> ownToken(RunnerRow row, Caller caller) {
    return switch (caller) {
      case Caller.User user when row.kind() == RunnerKind.CLI_RUNNER ->
          Optional.of(local(row, user));
      case Caller.User user -> Optional.of(derived(row, user.tokenId(), user.expires()));
      case Caller.Runner token when token.id().isEmpty() ->
          Optional.of(derived(row, token.tokenId(), token.expires()));
      case Caller.Runner token -> Optional.empty();
      case Caller.Anonymous anonymous -> Optional.empty();
      case Caller.Invite invite -> Optional.empty();
    };
  }

  private IssuedToken local(RunnerRow row, Caller.User user) {
    TokenRequest request =
        TokenRequest.local(row.id(), row.labels(), user.projects(), user.expires())
            .derivedFrom(user.tokenId());
    return tokens.issue(request, "connection");
  }

  private IssuedToken derived(RunnerRow row, String parentToken, Optional<Instant> expires) {
    TokenRequest request =
        TokenRequest.runner(Optional.of(row.id()), Optional.of(row.labels()), expires)
            .derivedFrom(parentToken);
    return tokens.issue(request, "connection");
  }

  private void ended(RunnerSession session) {
    if (session.told() == RunnerSession.Told.LEAVE) {
      return;
    }
    registry
        .entry(session.runnerId())
        .ifPresent(
            entry -> {
              entry.lock.lock();
              try {
                if (entry.session().filter(current -> current == session).isPresent()) {
                  entry.setSession(null);
                  registry.absent(entry, "its connection ended");
                }
              } finally {
                entry.lock.unlock();
              }
            });
  }

  private Optional<Refusal> refusal(RunnerRow row) {
    if (row.kind() != RunnerKind.ON_DEMAND || heldJobs.isHeld(row.job().orElseThrow(), row.id())) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Refusal.Code.NO_JOB,
            ("job %s does not wait for runner %s any more: it has ended, or another runner was "
                    + "launched for it")
                .formatted(row.job().orElseThrow(), row.id())));
  }

  private static boolean tokenWanted(RunnerRow row, Caller caller) {
    boolean relabelled =
        caller instanceof Caller.Runner token
            && token.labels().filter(labels -> !labels.equals(row.labels())).isPresent();
    return caller instanceof Caller.Anonymous || relabelled;
  }

  private RunnerRow row(
      Optional<RunnerRow> known, ConnectRequest request, Credentials who, Adoption adoption) {
    Instant now = clock.instant();
    boolean kept = known.filter(row -> row.adoption() == adoption).isPresent();
    Optional<JobId> job =
        who.caller() instanceof Caller.Runner token ? token.job() : Optional.empty();
    return new RunnerRow(
        new RunnerId(request.getId()),
        request.getKind(),
        request.getLabelsMap(),
        adoption,
        kept ? known.get().adoptedBy() : Optional.empty(),
        kept ? known.get().adoptedAt() : Optional.empty(),
        known.map(RunnerRow::firstSeen).orElse(now),
        now,
        Math.max(1, request.getConcurrency()),
        known.map(RunnerRow::draining).orElse(false),
        who.address(),
        request.getVersion(),
        job,
        Optional.of(replica.value()),
        Optional.of(now.plus(RunnerRegistry.PRESENCE)),
        "",
        now);
  }

  private static void validate(ConnectRequest request) {
    switch (request.getKind()) {
      case STATIC, ON_DEMAND, CLI_RUNNER -> {}
      case RUNNER_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw ApiException.invalid("runner %s does not say of which kind it is", request.getId());
    }
    for (Map.Entry<String, String> label : request.getLabelsMap().entrySet()) {
      boolean usable =
          !label.getKey().isBlank()
              && label.getKey().length() <= MAX_LABEL
              && label.getValue().length() <= MAX_LABEL;
      if (!usable) {
        throw ApiException.invalid(
            "label '%s=%s' is not usable: a name and up to %d characters on each side",
            label.getKey(), label.getValue(), MAX_LABEL);
      }
    }
  }
}
