package dev.waypoint.gateway.token;

import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.Role;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * A token as it is stored.
 *
 * @param subject the user, or the runner's id; null: any runner
 * @param labels canonical labels that the runner must have, exactly; null: any
 * @param parentId the token that this one was made from; revoking that revokes this
 * @param hash of the token's text
 * @param role users and invites: what it allows
 * @param projects the only ones that it may touch, as JSON; null: all
 * @param triggerId users: the only trigger that it may run, and nothing else; null: no such limit
 */
@MappedEntity("token")
public record TokenRow(
    @Id String id,
    TokenKind kind,
    @Nullable String subject,
    @Nullable String labels,
    @Nullable String jobId,
    @Nullable String parentId,
    String hash,
    String issuedBy,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant usedAt,
    @Nullable Role role,
    @Nullable String projects,
    @Nullable String triggerId) {
  static TokenRow of(String id, TokenRequest request, String issuedBy, Instant issuedAt) {
    return new TokenRow(
        id,
        request.kind(),
        request.subject().orElse(null),
        request.labels().map(Labels::canonical).orElse(null),
        request.job().map(JobId::value).orElse(null),
        request.parentId().orElse(null),
        "",
        issuedBy,
        issuedAt,
        request.expires().map(at -> at.truncatedTo(ChronoUnit.SECONDS)).orElse(null),
        null,
        null,
        request.role().orElse(null),
        request.projects().isEmpty() ? null : Labels.canonical(request.projects()),
        request.trigger().orElse(null));
  }

  TokenRow withHash(String text) {
    return new TokenRow(
        id, kind, subject, labels, jobId, parentId, text, issuedBy, issuedAt, expiresAt, revokedAt,
        usedAt, role, projects, triggerId);
  }

  /** A token that is good for the same, for longer. */
  TokenRequest renewal(Instant until) {
    return new TokenRequest(
        kind,
        Optional.ofNullable(subject),
        Optional.ofNullable(labels).map(Labels::parse),
        Optional.ofNullable(jobId).map(JobId::new),
        Optional.of(id),
        Optional.of(until),
        Optional.ofNullable(role),
        allowedProjects(),
        Optional.ofNullable(triggerId));
  }

  /** Who shows it. */
  Caller caller() {
    Optional<Instant> expires = Optional.ofNullable(expiresAt);
    return switch (kind) {
      case USER ->
          new Caller.User(
              id, subject, role(), allowedProjects(), Optional.ofNullable(triggerId), expires);
      case INVITE -> new Caller.Invite(id, subject, role(), allowedProjects());
      case RUNNER, LOCAL, JOB ->
          new Caller.Runner(
              id,
              Optional.ofNullable(subject).map(RunnerId::new),
              kind == TokenKind.LOCAL,
              allowedProjects(),
              Optional.ofNullable(labels).map(Labels::parse),
              Optional.ofNullable(jobId).map(JobId::new),
              issuedAt,
              expires);
    };
  }

  Set<String> allowedProjects() {
    return projects == null ? Set.of() : Labels.parseSet(projects);
  }

  /** For people: which token this is, without its text. */
  String describe() {
    String what = subject == null ? "" : " of " + (isRunners() ? "runner " : "user ") + subject;
    return "%s token %s%s".formatted(kind.word(), id, what);
  }

  /** For people: how to come by another one. */
  String remedy() {
    return switch (kind) {
      case USER -> "an operator makes one with 'waypoint user token' or 'waypoint user invite'";
      case INVITE -> "an operator makes another with 'waypoint user invite'";
      case RUNNER ->
          subject == null
              ? "'waypoint runner token' makes another"
              : "'waypoint runner token -id=%s' makes another".formatted(subject);
      case LOCAL -> "give the command again";
      case JOB -> "it was good for one job only";
    };
  }

  private boolean isRunners() {
    return kind == TokenKind.RUNNER || kind == TokenKind.LOCAL || kind == TokenKind.JOB;
  }
}
