package dev.waypoint.gateway.token;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.Role;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.KeyRing;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes, checks and ends tokens. A check is good for a second; what ends here, ends here at once.
 */
@Singleton
public final class Tokens {
  private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);
  private static final int CACHE_LIMIT = 10_000;
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(30);

  private final TokenRepository repository;
  private final Database database;
  private final TokenSigner signer;
  private final Clock clock;
  private final ConcurrentHashMap<String, Checked> cache = new ConcurrentHashMap<>();

  public Tokens(TokenRepository repository, Database database, KeyRing keys, Clock clock) {
    this.repository = repository;
    this.database = database;
    this.signer = new TokenSigner(keys.tokenKey());
    this.clock = clock;
  }

  private record Checked(Caller caller, Instant until) {}

  public IssuedToken issue(TokenRequest request, String issuedBy) {
    return issue(Ids.next(), request, issuedBy);
  }

  /** Makes a token under a given id; when it was made before, answers it again. */
  public IssuedToken issue(String id, TokenRequest request, String issuedBy) {
    Optional<TokenRow> existing = repository.findById(id);
    TokenRow row =
        existing.orElseGet(() -> TokenRow.of(id, request, issuedBy, seconds(clock.instant())));
    String text = signer.sign(row);
    if (existing.isEmpty()) {
      repository.save(row.withHash(hash(text)));
      database.flush();
    }
    return new IssuedToken(id, text, Optional.ofNullable(row.expiresAt()));
  }

  /**
   * @throws ApiException UNAUTHENTICATED when it is not good; the message tells why
   */
  public Caller authenticate(String text) {
    Instant now = clock.instant();
    Checked checked = cache.get(text);
    if (checked != null && now.isBefore(checked.until())) {
      return checked.caller();
    }
    Caller caller = check(text, now);
    if (cache.size() >= CACHE_LIMIT) {
      cache.clear();
    }
    if (!getsItsJobLater(caller)) {
      cache.put(text, new Checked(caller, now.plus(TRUSTED_FOR)));
    }
    return caller;
  }

  /**
   * Makes another token that is good for the same, until this time. The old one stays good until
   * its own end; revoking it revokes the new one.
   */
  public IssuedToken renew(String tokenId, Instant expires) {
    TokenRow old =
        repository
            .findById(tokenId)
            .orElseThrow(() -> ApiException.notFound("no token has the id '%s'", tokenId));
    return issue(old.renewal(expires), "renewal");
  }

  /** Ends a token and all that were made from it. Idempotent. */
  public void revoke(String tokenId) {
    if (repository.findById(tokenId).isEmpty()) {
      throw ApiException.notFound(
          "no token has the id '%s': 'waypoint token list' shows those that are", tokenId);
    }
    repository.revokeWithDescendants(tokenId, clock.instant());
    database.flush();
    cache.clear();
  }

  /**
   * Changes what the live tokens and open invitations of a user allow, within a second everywhere.
   *
   * @param role empty: as it is
   * @param projects the only ones, or all when the set is empty; empty: as it is
   */
  public void modifyUser(String user, Optional<Role> role, Optional<Set<String>> projects) {
    role.ifPresent(changed -> repository.changeRole(user, changed.name()));
    projects.ifPresent(
        changed ->
            repository.changeProjects(user, changed.isEmpty() ? null : Labels.canonical(changed)));
    repository.revokeLocalOf(user, clock.instant());
    database.flush();
    cache.clear();
  }

  /** Which tokens were revoked at this time or later, by any replica. */
  public Set<String> revokedSince(Instant time) {
    return Set.copyOf(repository.revokedSince(time));
  }

  /** Ends every token that is bound to this runner's id. */
  public void revokeOfRunner(RunnerId runnerId) {
    repository.revokeOfRunner(runnerId.value(), clock.instant());
    database.flush();
    cache.clear();
  }

  /** Lets the tokens of a job's on-demand runners end after this time. */
  public void expireOfJob(JobId jobId, Duration after) {
    repository.expireOfJob(jobId.value(), clock.instant().plus(after));
    cache.clear();
  }

  /**
   * Takes an invite; only once.
   *
   * @return whom it is for
   */
  public Caller.Invite redeem(String text) {
    if (!(check(text, clock.instant()) instanceof Caller.Invite invite)) {
      throw ApiException.invalid("this token is no invite: use it as it is");
    }
    if (repository.use(invite.tokenId(), clock.instant()) == 0) {
      throw ApiException.unauthenticated(
          "this invite was used already: an operator makes another with 'waypoint user invite'");
    }
    database.flush();
    return invite;
  }

  /** Forgets tokens that expired long ago. */
  public void sweep() {
    repository.deleteExpiredBefore(clock.instant().minus(KEPT_AFTER_EXPIRY));
  }

  private Caller check(String text, Instant now) {
    String id = signer.verify(text);
    TokenRow row =
        Optional.ofNullable(id)
            .flatMap(repository::findById)
            .filter(found -> found.hash().equals(hash(text)))
            .orElseThrow(
                () ->
                    ApiException.unauthenticated(
                        "the token is unknown here: it expired long ago, or this server's data"
                            + " was replaced; get a new one from an operator"));
    checkAlive(row, now);
    Optional.ofNullable(row.parentId())
        .flatMap(repository::findById)
        .filter(parent -> parent.revokedAt() != null)
        .ifPresent(parent -> checkAlive(parent, now));
    return row.caller();
  }

  /** A runner that was started ahead: any moment, by any replica, its token is for another job. */
  private static boolean getsItsJobLater(Caller caller) {
    return caller instanceof Caller.Runner runner
        && runner.id().filter(OnDemandRunnerIds::isWarm).isPresent()
        && runner
            .job()
            .filter(job -> OnDemandRunnerIds.warm(job).equals(runner.id().get()))
            .isPresent();
  }

  private static void checkAlive(TokenRow row, Instant now) {
    if (row.revokedAt() != null) {
      throw ApiException.unauthenticated(
          "the %s was revoked at %s: %s", row.describe(), seconds(row.revokedAt()), row.remedy());
    }
    if (row.expiresAt() != null && !now.isBefore(row.expiresAt())) {
      throw ApiException.unauthenticated(
          "the %s expired at %s: %s", row.describe(), seconds(row.expiresAt()), row.remedy());
    }
  }

  private static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
