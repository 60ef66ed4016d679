package dev.waypoint.activities.gateway;

/** The gateway did not answer, or refused. */
public final class GatewayException extends RuntimeException {
  /** What follows from it. */
  public enum Kind {
    /** No answer; the same call may be made again. */
    UNAVAILABLE,
    /** A fault of the gateway's own: the same call may go well, but may also never do. */
    FAULT,
    /** A later attempt is under way or the job has ended: this attempt must stop. */
    OUTDATED,
    /** This runner may not do that (any more): the attempt must stop. */
    DENIED,
    /** The request itself is wrong, or names something that is not there. */
    REFUSED
  }

  private final Kind kind;

  public GatewayException(Kind kind, String message) {
    this(kind, message, null);
  }

  public GatewayException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the same call may go well at another time. */
  public boolean mayPass() {
    return kind == Kind.UNAVAILABLE || kind == Kind.FAULT;
  }

  /** Whether this attempt has lost its right to the job. */
  public boolean attemptIsOver() {
    return kind == Kind.OUTDATED || kind == Kind.DENIED;
  }
}
