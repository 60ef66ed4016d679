package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The daemon refused, failed, or could not be reached. */
final class DockerFault extends Exception {
  private static final long serialVersionUID = 1;

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** What the daemon says of things that another try does not change. */
  private static final List<String> FINAL =
      List.of(
          "manifest unknown",
          "manifest for",
          "no matching manifest",
          "not found",
          "does not exist",
          "access denied",
          "denied:",
          "unauthorized",
          "no basic auth credentials",
          "no such host",
          "invalid reference format",
          "executable file not found",
          "no such file or directory",
          "permission denied",
          "not a directory");

  private final int status;
  private final boolean retryable;

  private DockerFault(int status, boolean retryable, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryable = retryable;
  }

  /**
   * @param action continues "cannot …"
   */
  static DockerFault of(String action, RuntimeException e, String host) {
    if (e instanceof DockerException answer && answer.getHttpStatus() > 0) {
      String said = said(answer);
      return new DockerFault(
          answer.getHttpStatus(),
          isPassing(answer.getHttpStatus(), said),
          "cannot %s: %s".formatted(action, said),
          e);
    }
    if (causeIs(e, IOException.class)) {
      return new DockerFault(
          0,
          true,
          "cannot %s: the Docker daemon at %s does not answer (%s); is it running, and may this user use it?"
              .formatted(action, host, rootMessage(e)),
          e);
    }
    return refused(action, rootMessage(e));
  }

  /** The daemon told of an error in the midst of its answer. */
  static DockerFault refused(String action, String said) {
    return new DockerFault(0, !isFinal(said), "cannot %s: %s".formatted(action, said), null);
  }

  /** Nothing that the daemon said. */
  static DockerFault lasting(String message) {
    return new DockerFault(0, false, message, null);
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

  PluginException toPluginException() {
    return new PluginException(getMessage(), getCause());
  }

  static boolean causeIs(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPassing(int status, String said) {
    boolean maybe = status >= 500 || status == CONFLICT || status == 429 || status == 408;
    return maybe && !isFinal(said);
  }

  private static boolean isFinal(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return FINAL.stream().anyMatch(lower::contains);
  }

  private static String said(DockerException e) {
    Matcher message = MESSAGE.matcher(String.valueOf(e.getMessage()));
    return message.find()
        ? message.group(1).replace("\\n", " ").replaceAll("\\\\(.)", "$1").strip()
        : String.valueOf(e.getMessage()).strip();
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
