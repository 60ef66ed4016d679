package dev.waypoint.gateway.token;

import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A token to be made.
 *
 * @param subject user name, or runner id; empty: any runner
 * @param labels the runner's exact labels; empty: any
 * @param parentId the token that it is made from
 * @param expires empty: never
 */
public record TokenRequest(
    TokenKind kind,
    Optional<String> subject,
    Optional<Map<String, String>> labels,
    Optional<JobId> job,
    Optional<String> parentId,
    Optional<Instant> expires) {
  public static TokenRequest user(String name, Optional<Instant> expires) {
    return new TokenRequest(
        TokenKind.USER,
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        expires);
  }

  public static TokenRequest invite(String name, Instant expires) {
    return new TokenRequest(
        TokenKind.INVITE,
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(expires));
  }

  public static TokenRequest runner(
      Optional<RunnerId> id, Optional<Map<String, String>> labels, Optional<Instant> expires) {
    return new TokenRequest(
        TokenKind.RUNNER,
        id.map(RunnerId::value),
        labels,
        Optional.empty(),
        Optional.empty(),
        expires);
  }

  public static TokenRequest job(RunnerId id, JobId job, Instant expires) {
    return new TokenRequest(
        TokenKind.JOB,
        Optional.of(id.value()),
        Optional.empty(),
        Optional.of(job),
        Optional.empty(),
        Optional.of(expires));
  }

  /** The same, ending when the other one does. */
  public TokenRequest derivedFrom(String tokenId) {
    return new TokenRequest(kind, subject, labels, job, Optional.of(tokenId), expires);
  }
}
