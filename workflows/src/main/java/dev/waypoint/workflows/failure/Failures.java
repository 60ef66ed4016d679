package dev.waypoint.workflows.failure;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import java.util.Optional;

/**
 * Failures as they travel through Temporal: the code's name is the type. They carry neither stack
 * trace nor cause, and their messages must hold ids, codes and states only, since histories can be
 * read by more people than a job's output.
 */
public final class Failures {
  private static final StackTraceElement[] NO_FRAMES = {};

  private Failures() {}

  /**
   * A failure to throw from an activity. Temporal tries the activity again, as far as its options
   * go, when the code's kind is a matter of place and time (the platform, a lost runner, nothing
   * free), and never when it is the user's, a cancellation or a defect.
   *
   * @param message ids, codes and states only
   */
  public static ApplicationFailure of(FailureCode code, String message) {
    return build(code, message, !isPassing(code.kind()));
  }

  /** The same, but never tried again: for faults of a platform that time will not heal. */
  public static ApplicationFailure permanent(FailureCode code, String message) {
    return build(code, message, true);
  }

  /**
   * The code that stands for anything an activity's promise can fail with. A timeout is named after
   * its kind as for {@code RunJob}: not taken in time is {@link FailureCode#QUEUE_TIMEOUT}, silent
   * is {@link FailureCode#RUNNER_GONE}, too long is {@link FailureCode#OPERATION_TIMEOUT}. What is
   * unknown is {@link FailureCode#INTERNAL_ERROR}.
   */
  public static FailureCode codeOf(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Optional<FailureCode> code = codeOfThis(t);
      if (code.isPresent()) {
        return code.get();
      }
    }
    return FailureCode.INTERNAL_ERROR;
  }

  /** The code of this name, if there is one. */
  public static Optional<FailureCode> named(String name) {
    return Arrays.stream(FailureCode.values()).filter(c -> c.name().equals(name)).findFirst();
  }

  private static Optional<FailureCode> codeOfThis(Throwable failure) {
    return switch (failure) {
      case ApplicationFailure application -> named(application.getType());
      case CanceledFailure _ -> Optional.of(FailureCode.JOB_CANCELLED);
      case TimeoutFailure timeout ->
          switch (timeout.getTimeoutType()) {
            case TIMEOUT_TYPE_SCHEDULE_TO_START -> Optional.of(FailureCode.QUEUE_TIMEOUT);
            case TIMEOUT_TYPE_HEARTBEAT -> Optional.of(FailureCode.RUNNER_GONE);
            case TIMEOUT_TYPE_START_TO_CLOSE, TIMEOUT_TYPE_SCHEDULE_TO_CLOSE ->
                Optional.of(FailureCode.OPERATION_TIMEOUT);
            case TIMEOUT_TYPE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static boolean isPassing(FailureKind kind) {
    return switch (kind) {
      case PLATFORM_ERROR, RUNNER_LOST, INSUFFICIENT_RESOURCES -> true;
      case USER_ERROR, CANCELLED, INTERNAL -> false;
    };
  }

  private static ApplicationFailure build(FailureCode code, String message, boolean permanent) {
    ApplicationFailure failure =
        ApplicationFailure.newBuilder()
            .setType(code.name())
            .setMessage(message)
            .setNonRetryable(permanent)
            .build();
    failure.setStackTrace(NO_FRAMES);
    return failure;
  }
}
