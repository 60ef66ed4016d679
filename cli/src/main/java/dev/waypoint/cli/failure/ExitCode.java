package dev.waypoint.cli.failure;

/** Every exit code of the program. */
public final class ExitCode {
  /** Done, also when there was nothing to do. */
  public static final int OK = 0;

  /** Anything that failed, wrong usage included. */
  public static final int FAILED = 1;

  /** There is no such command. */
  public static final int UNKNOWN_COMMAND = 127;

  private ExitCode() {}
}
