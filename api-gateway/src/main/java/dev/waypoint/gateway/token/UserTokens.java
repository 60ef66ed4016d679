package dev.waypoint.gateway.token;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.auth.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens of users a user may make. An operator makes any. Everybody else makes tokens for
 * themselves, which can do no more, live no longer, and end with the one that they are made with.
 */
final class UserTokens {
  private UserTokens() {}

  /**
   * @throws ApiException PERMISSION_DENIED when it would be more than the caller has
   */
  static TokenRequest request(
      String name, Optional<Role> role, Collection<String> projects, Optional<Instant> expires) {
    Caller.User caller = caller();
    String user = name(name);
    Role wantedRole = role.orElse(caller.role());
    Set<String> wantedProjects = projects.isEmpty() ? caller.projects() : Set.copyOf(projects);
    if (caller.role() == Role.OPERATOR && caller.projects().isEmpty()) {
      return TokenRequest.user(user, wantedRole, wantedProjects, expires);
    }
    if (!user.equals(caller.name())) {
      throw ApiException.denied(
          "only an operator makes tokens for others, and user %s has the role %s",
          caller.name(), caller.role().word());
    }
    if (!caller.role().includes(wantedRole)) {
      throw ApiException.denied(
          "user %s has the role %s and cannot make a token with the role %s: ask an operator",
          caller.name(), caller.role().word(), wantedRole.word());
    }
    if (!caller.projects().isEmpty() && !caller.projects().containsAll(wantedProjects)) {
      throw ApiException.denied(
          "this token is limited to %s and cannot make one for %s",
          ProjectAccess.describe(caller.projects()), ProjectAccess.describe(wantedProjects));
    }
    return TokenRequest.user(user, wantedRole, wantedProjects, earlier(expires, caller.expires()))
        .derivedFrom(caller.tokenId());
  }

  /** The caller's name when none is given. */
  static String name(String given) {
    return given.isBlank() ? caller().name() : given.strip();
  }

  static Caller.User caller() {
    if (Caller.current() instanceof Caller.User user) {
      return user;
    }
    throw ApiException.denied("only a user can do this");
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isBefore(one.get())) ? other : one;
  }
}
