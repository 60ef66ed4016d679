package dev.waypoint.gateway.token;

import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.auth.Role;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A token to be made.
 *
 * @param subject user name, or runner id; empty: any runner
 * @param labels the runner's exact labels; empty: any
 * @param parentId the token that it is made from
 * @param expires empty: never
 * @param role users and invites only
 * @param projects the only ones that it may touch; empty: all
 * @param trigger users only: the only one that it may run, and nothing else; empty: no such limit
 */
public record TokenRequest(
    TokenKind kind,
    Optional<String> subject,
    Optional<Map<String, String>> labels,
    Optional<JobId> job,
    Optional<String> parentId,
    Optional<Instant> expires,
    Optional<Role> role,
    Set<String> projects,
    Optional<String> trigger) {
  public TokenRequest {
    projects = Set.copyOf(projects);
  }

  /** A user's that may do everything. */
  public static TokenRequest user(String name, Optional<Instant> expires) {
    return user(name, Role.OPERATOR, Set.of(), expires);
  }

  public static TokenRequest user(
      String name, Role role, Set<String> projects, Optional<Instant> expires) {
    return person(TokenKind.USER, name, role, projects, expires);
  }

  /** What it is exchanged for has the role and the projects. */
  public static TokenRequest invite(String name, Role role, Set<String> projects, Instant expires) {
    return person(TokenKind.INVITE, name, role, projects, Optional.of(expires));
  }

  public static TokenRequest runner(
      Optional<RunnerId> id, Optional<Map<String, String>> labels, Optional<Instant> expires) {
    return of(TokenKind.RUNNER, id.map(RunnerId::value), labels, Optional.empty(), expires);
  }

  /** Of a user's own runner, which gets jobs of the user's projects only. */
  public static TokenRequest local(
      RunnerId id, Map<String, String> labels, Set<String> projects, Optional<Instant> expires) {
    return new TokenRequest(
        TokenKind.LOCAL,
        Optional.of(id.value()),
        Optional.of(labels),
        Optional.empty(),
        Optional.empty(),
        expires,
        Optional.empty(),
        projects,
        Optional.empty());
  }

  public static TokenRequest job(RunnerId id, JobId job, Instant expires) {
    return of(
        TokenKind.JOB,
        Optional.of(id.value()),
        Optional.empty(),
        Optional.of(job),
        Optional.of(expires));
  }

  /** The same, ending when the other one is revoked. */
  public TokenRequest derivedFrom(String tokenId) {
    return new TokenRequest(
        kind, subject, labels, job, Optional.of(tokenId), expires, role, projects, trigger);
  }

  /** The same, good for running this trigger and for nothing else. */
  public TokenRequest forTrigger(String triggerId) {
    return new TokenRequest(
        kind, subject, labels, job, parentId, expires, role, projects, Optional.of(triggerId));
  }

  /** For the audit log. */
  String describe() {
    StringBuilder text = new StringBuilder(kind.word());
    subject.ifPresent(name -> text.append(" of ").append(name));
    labels.ifPresent(map -> text.append(", labels ").append(Labels.describe(map)));
    role.ifPresent(given -> text.append(", role ").append(given.word()));
    if (!projects.isEmpty()) {
      text.append(", ").append(ProjectAccess.describe(projects));
    }
    trigger.ifPresent(id -> text.append(", trigger ").append(id));
    expires.ifPresent(at -> text.append(", until ").append(at));
    return text.toString();
  }

  private static TokenRequest person(
      TokenKind kind, String name, Role role, Set<String> projects, Optional<Instant> expires) {
    return new TokenRequest(
        kind,
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        expires,
        Optional.of(role),
        projects,
        Optional.empty());
  }

  private static TokenRequest of(
      TokenKind kind,
      Optional<String> subject,
      Optional<Map<String, String>> labels,
      Optional<JobId> job,
      Optional<Instant> expires) {
    return new TokenRequest(
        kind,
        subject,
        labels,
        job,
        Optional.empty(),
        expires,
        Optional.empty(),
        Set.of(),
        Optional.empty());
  }
}
