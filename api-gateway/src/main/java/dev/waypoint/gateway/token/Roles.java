package dev.waypoint.gateway.token;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Role;
import java.util.Optional;

/** Roles as they travel. */
final class Roles {
  private Roles() {}

  static Optional<Role> fromProto(dev.waypoint.protocol.v1.Role proto) {
    return switch (proto) {
      case ROLE_UNSPECIFIED -> Optional.empty();
      case READ_ONLY -> Optional.of(Role.READ_ONLY);
      case DEPLOYER -> Optional.of(Role.DEPLOYER);
      case OPERATOR -> Optional.of(Role.OPERATOR);
      case UNRECOGNIZED ->
          throw ApiException.invalid("the role is not known here: is the server older?");
    };
  }

  static dev.waypoint.protocol.v1.Role toProto(Role role) {
    return switch (role) {
      case READ_ONLY -> dev.waypoint.protocol.v1.Role.READ_ONLY;
      case DEPLOYER -> dev.waypoint.protocol.v1.Role.DEPLOYER;
      case OPERATOR -> dev.waypoint.protocol.v1.Role.OPERATOR;
    };
  }
}
