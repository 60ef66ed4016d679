package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** AWS refused, failed, or could not be reached. */
final class AwsFault extends Exception {
  private static final long serialVersionUID = 1;

  private static final String RIGHTS =
      "; the plugin's iam-policy.json lists the rights that a runner needs";

  /** Codes of faults that pass, beside those of throttling and of the service's own faults. */
  private static final Set<String> PASSING_CODES =
      Set.of(
          "ConflictException",
          "ExpiredToken",
          "ExpiredTokenException",
          "LimitExceededException",
          "ServerException",
          "ServiceUnavailable",
          "ServiceUnavailableException",
          "UpdateInProgressException");

  /** What AWS says, under codes for lasting faults, of things that pass. */
  private static final List<String> PASSING_WORDS =
      List.of(
          "capacity is unavailable",
          "capacity provider is currently",
          "concurrently",
          "too many concurrent",
          "try again",
          "limit on the number of",
          "rate exceeded");

  private final String code;
  private final boolean retryable;

  private AwsFault(String code, boolean retryable, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryable = retryable;
  }

  /**
   * @param action continues "cannot …"
   */
  static AwsFault of(String action, SdkException e) {
    if (e instanceof AwsServiceException answer) {
      return answered(action, answer);
    }
    String said = String.valueOf(e.getMessage());
    if (e instanceof SdkClientException && said.startsWith("Unable to load credentials")) {
      return lasting(
          "cannot %s: no AWS credentials; give this runner a role, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
              .formatted(action),
          e);
    }
    if (said.startsWith("Unable to load region")) {
      return lasting(
          "cannot %s: no AWS region; set region, or AWS_REGION where this runner runs"
              .formatted(action),
          e);
    }
    return new AwsFault(
        "", true, "cannot %s: AWS does not answer (%s)".formatted(action, root(e)), e);
  }

  private static AwsFault answered(String action, AwsServiceException e) {
    String code =
        e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
    String said =
        e.awsErrorDetails() == null || e.awsErrorDetails().errorMessage() == null
            ? "status " + e.statusCode()
            : e.awsErrorDetails().errorMessage();
    boolean passing =
        e.statusCode() >= 500
            || e.isThrottlingException()
            || PASSING_CODES.contains(code)
            || isPassing(said);
    String hint = code.startsWith("AccessDenied") ? RIGHTS : "";
    return new AwsFault(
        code,
        passing,
        "cannot %s: %s%s".formatted(action, code.isEmpty() ? said : code + ": " + said, hint),
        e);
  }

  /** Nothing that another try would change. */
  static AwsFault lasting(String message) {
    return lasting(message, null);
  }

  private static AwsFault lasting(String message, Throwable cause) {
    return new AwsFault("", false, message, cause);
  }

  static AwsFault passing(String message, Throwable cause) {
    return new AwsFault("", true, message, cause);
  }

  /** Whether AWS's words tell of something that passes. */
  static boolean isPassing(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return PASSING_WORDS.stream().anyMatch(lower::contains);
  }

  boolean is(String errorCode) {
    return code.equals(errorCode);
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
