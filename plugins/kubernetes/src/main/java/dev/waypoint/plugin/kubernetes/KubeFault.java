package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;

/** The API server refused, failed, or could not be reached. */
final class KubeFault extends Exception {
  private static final long serialVersionUID = 1;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final Set<Integer> PASSING = Set.of(0, 408, CONFLICT, 429);
  private static final String QUOTA = "exceeded quota";
  private static final String RIGHTS = "; docs/platforms/kubernetes.md names the rights it needs";

  private final int status;
  private final boolean retryable;

  private KubeFault(int status, boolean retryable, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryable = retryable;
  }

  /**
   * @param action continues "cannot …"
   */
  static KubeFault of(String action, KubernetesClientException e) {
    if (e.getCode() <= 0) {
      return new KubeFault(
          0, true, "cannot %s: the API server does not answer (%s)".formatted(action, root(e)), e);
    }
    return answered(action, e.getCode(), said(e), e);
  }

  /** The API server answered with a status that is no success. */
  static KubeFault answered(String action, int code, String said, Throwable cause) {
    String hint =
        switch (code) {
          case UNAUTHORIZED ->
              "; are the credentials of the kubeconfig or the service account still good?";
          case FORBIDDEN -> said.contains(QUOTA) ? "" : RIGHTS;
          default -> "";
        };
    return new KubeFault(
        code, isPassing(code, said), "cannot %s: %s%s".formatted(action, said, hint), cause);
  }

  /** Nothing that another try would change. */
  static KubeFault lasting(String message) {
    return new KubeFault(-1, false, message, null);
  }

  static KubeFault passing(String message) {
    return new KubeFault(-1, true, message, null);
  }

  boolean isNotFound() {
    return status == NOT_FOUND;
  }

  boolean isConflict() {
    return status == CONFLICT;
  }

  TaskException toTaskException() {
    return new TaskException(
        retryable ? Kind.RETRYABLE : Kind.NOT_RETRYABLE, getMessage(), getCause());
  }

  static boolean causeIs(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPassing(int code, String said) {
    return code >= 500 || PASSING.contains(code) || code == FORBIDDEN && said.contains(QUOTA);
  }

  private static String said(KubernetesClientException e) {
    Status status = e.getStatus();
    return status == null || status.getMessage() == null
        ? "status " + e.getCode()
        : status.getMessage();
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
