package dev.waypoint.gateway.auth;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which projects the caller of the current call may see and change. */
public final class ProjectAccess {
  private ProjectAccess() {}

  /** The only projects that the caller may touch; empty: it may touch all of them. */
  public static Optional<Set<String>> limits() {
    return limits(Caller.current());
  }

  private static Optional<Set<String>> limits(Caller caller) {
    return caller instanceof Caller.User user && !user.projects().isEmpty()
        ? Optional.of(user.projects())
        : Optional.empty();
  }

  public static boolean allows(String project) {
    return allows(Caller.current(), project);
  }

  private static boolean allows(Caller caller, String project) {
    return limits(caller).map(projects -> projects.contains(project)).orElse(true);
  }

  /**
   * @throws ApiException PERMISSION_DENIED when the caller is limited to other projects
   */
  public static void require(String project) {
    require(Caller.current(), project);
  }

  static void require(Caller caller, String project) {
    if (!allows(caller, project)) {
      throw ApiException.denied(
          "this token is limited to %s, so it cannot be used for project '%s': ask an operator for"
              + " a token with -project=%s",
          describe(limits(caller).orElseThrow()), project, project);
    }
  }

  /** For people: {@code project shop} or {@code projects shop, web}. */
  public static String describe(Collection<String> projects) {
    return (projects.size() == 1 ? "project " : "projects ")
        + String.join(", ", new TreeSet<>(projects));
  }
}
