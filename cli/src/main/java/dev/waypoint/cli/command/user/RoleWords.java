package dev.waypoint.cli.command.user;

import dev.waypoint.protocol.v1.Role;
import java.util.List;

/** Roles and their limits for people. */
final class RoleWords {
  private RoleWords() {}

  static String role(Role role) {
    return switch (role) {
      case OPERATOR -> "operator";
      case DEPLOYER -> "deployer";
      case READ_ONLY -> "read-only";
      case ROLE_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  static String projects(List<String> projects) {
    return projects.isEmpty() ? "all" : String.join(" ", projects);
  }
}
