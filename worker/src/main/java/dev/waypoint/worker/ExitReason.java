package dev.waypoint.worker;

/**
 * Why an agent ended.
 *
 * @param message for people
 */
public record ExitReason(Code code, String message) {
  /** Every way to end. */
  public enum Code {
    /** It was asked to by its own process. */
    STOPPED(0),
    /** The server asked it to leave. */
    DRAINED(0),
    /** On-demand: its one job is done. */
    JOB_DONE(0),
    /** On-demand: no job came in time, or there is none for it any more. */
    NO_JOB(1),
    /** An operator rejected it. */
    REJECTED(1),
    /** An operator made the server forget it. */
    FORGOTTEN(1),
    /** Its token has expired. */
    EXPIRED(1),
    /** Its token was revoked. */
    REVOKED(1),
    /** Another process with the same id is connected. */
    DUPLICATE(1),
    /** The server does not accept its credentials, or the connection cannot be used. */
    FAILED(1);

    private final int exitStatus;

    Code(int exitStatus) {
      this.exitStatus = exitStatus;
    }

    /** Of the process. */
    public int exitStatus() {
      return exitStatus;
    }
  }
}
