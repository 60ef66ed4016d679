package dev.waypoint.cli.failure;

/** A failure that the user has been shown already: only the exit code is left to say. */
public final class ReportedFailure extends CliException {
  private static final long serialVersionUID = 1L;

  public ReportedFailure() {
    super("reported already");
  }
}
