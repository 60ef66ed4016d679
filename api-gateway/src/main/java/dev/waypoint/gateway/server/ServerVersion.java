package dev.waypoint.gateway.server;

import jakarta.inject.Singleton;
import java.util.Optional;

/** The version that this server was built as. */
@Singleton
public final class ServerVersion {
  private static final String UNRELEASED = "dev";

  public String value() {
    return Optional.ofNullable(ServerVersion.class.getPackage().getImplementationVersion())
        .orElse(UNRELEASED);
  }
}
