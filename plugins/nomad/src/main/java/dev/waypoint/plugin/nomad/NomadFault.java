package dev.waypoint.plugin.nomad;

import com.hashicorp.nomad.javasdk.ErrorResponseException;
import com.hashicorp.nomad.javasdk.NomadException;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import java.io.IOException;
import java.net.URI;

/** Nomad refused, failed, or could not be reached. */
final class NomadFault extends Exception {
  private static final long serialVersionUID = 1;

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;

  private final int status;
  private final boolean retryable;

  private NomadFault(int status, boolean retryable, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryable = retryable;
  }

  /**
   * @param action continues "cannot …", here and below
   */
  static NomadFault answered(String action, int status, String said) {
    String words = said.isBlank() ? "status " + status : said.strip();
    String hint =
        status == FORBIDDEN
            ? "; the plugin's policy.hcl lists the rights that a runner needs, and token or"
                + " NOMAD_TOKEN gives them"
            : "";
    return new NomadFault(
        status, isPassing(status, words), "cannot %s: %s%s".formatted(action, words, hint), null);
  }

  /** Nomad answers mistakes of ours with 500, too. */
  private static boolean isPassing(int status, String said) {
    boolean mistake = said.contains("nonexistent namespace") || said.contains("No path to region");
    return (status >= 500 || status == TOO_MANY) && !mistake;
  }

  static NomadFault of(String action, NomadException e) {
    return e instanceof ErrorResponseException answer
        ? answered(action, answer.getServerErrorCode(), answer.getServerErrorMessage())
        : new NomadFault(0, false, "cannot %s: %s".formatted(action, e.getMessage()), e);
  }

  static NomadFault unreachable(String action, URI address, IOException e) {
    return new NomadFault(
        0,
        true,
        "cannot %s: Nomad at %s does not answer (%s)".formatted(action, address, root(e)),
        e);
  }

  /** Nothing that another try would change. */
  static NomadFault lasting(String message, Throwable cause) {
    return new NomadFault(0, false, message, cause);
  }

  static NomadFault passing(String message, Throwable cause) {
    return new NomadFault(0, true, message, cause);
  }

  /** Another try may do. */
  boolean isPassing() {
    return retryable;
  }

  boolean isNotFound() {
    return status == NOT_FOUND;
  }

  boolean isForbidden() {
    return status == FORBIDDEN;
  }

  boolean isWithoutAccessControl() {
    return getMessage().contains("ACL support disabled");
  }

  /** What was to be made is there, or was changed meanwhile. */
  boolean isConflict() {
    return status == 409 || getMessage().contains("Enforcing job modify index");
  }

  TaskException toTaskException() {
    return new TaskException(
        retryable ? Kind.RETRYABLE : Kind.NOT_RETRYABLE, getMessage(), getCause());
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
