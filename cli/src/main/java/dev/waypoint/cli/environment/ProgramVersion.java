package dev.waypoint.cli.environment;

import java.util.Optional;

/** The version of this program, as it was built. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** {@code 1.2.3}; {@code development} if it was not packaged. */
  public static String number() {
    return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
