package dev.waypoint.gateway.token;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Role;
import dev.waypoint.protocol.v1.ModifyUserRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Changes what people may do. Somebody stays who may change that again. */
@Singleton
final class UserChanges {
  private final TokenRepository repository;
  private final Tokens tokens;
  private final AuditLog audit;
  private final Clock clock;

  UserChanges(TokenRepository repository, Tokens tokens, AuditLog audit, Clock clock) {
    this.repository = repository;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @throws ApiException when nothing is to be changed, the user has no live token, or nobody would
   *     be left who may do everything
   */
  void apply(ModifyUserRequest request) {
    String name = request.getName();
    Optional<Role> role = Roles.fromProto(request.getRole());
    Optional<Set<String>> projects = projects(request);
    if (role.isEmpty() && projects.isEmpty()) {
      throw ApiException.invalid("nothing is to be changed: name a role or projects");
    }
    List<TokenRow> live =
        repository.findLasting().stream()
            .filter(row -> row.kind() == TokenKind.USER || row.kind() == TokenKind.INVITE)
            .filter(row -> TokenProtos.of(row, clock.instant()).getState().equals(TokenProtos.LIVE))
            .toList();
    if (live.stream().noneMatch(row -> row.subject().equals(name))) {
      throw ApiException.notFound(
          "no user with a live token is called '%s': 'waypoint user list' shows those that are"
              + " there",
          name);
    }
    boolean stays =
        role.orElse(Role.OPERATOR) == Role.OPERATOR && projects.orElse(Set.of()).isEmpty();
    if (!stays && live.stream().noneMatch(row -> !row.subject().equals(name) && mayAll(row))) {
      throw ApiException.refused(
          "user %s is the only operator: make another one first, with 'waypoint user token"
              + " -username=NAME -role=operator'",
          name);
    }
    tokens.modifyUser(name, role, projects);
    audit.record(AuditAction.USER_MODIFY, name, describe(role, projects));
  }

  private static boolean mayAll(TokenRow row) {
    return row.kind() == TokenKind.USER
        && row.role() == Role.OPERATOR
        && row.allowedProjects().isEmpty();
  }

  private static Optional<Set<String>> projects(ModifyUserRequest request) {
    if (request.getAllProjects() && request.getProjectsCount() > 0) {
      throw ApiException.invalid("all projects, or only some: not both");
    }
    return request.getAllProjects() || request.getProjectsCount() > 0
        ? Optional.of(Set.copyOf(request.getProjectsList()))
        : Optional.empty();
  }

  private static String describe(Optional<Role> role, Optional<Set<String>> projects) {
    String roleText = role.map(changed -> "role " + changed.word()).orElse("");
    String projectText =
        projects
            .map(some -> some.isEmpty() ? "all" : String.join(" ", new TreeSet<>(some)))
            .map(text -> "projects " + text)
            .orElse("");
    return roleText + (roleText.isEmpty() || projectText.isEmpty() ? "" : ", ") + projectText;
  }
}
