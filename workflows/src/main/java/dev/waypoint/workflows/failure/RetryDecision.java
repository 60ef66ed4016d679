package dev.waypoint.workflows.failure;

/** What a workflow does about an attempt that ended with a failure instead of a result. */
public enum RetryDecision {
  /** Nothing more is tried: the job ends with this code. */
  END,
  /** Nobody saw the task: the same attempt is placed again at once. */
  PLACE_AGAIN,
  /**
   * The attempt was lost: another one, within the limit of attempts and where the job's rule allows
   * it after the operation may have begun.
   */
  NEW_ATTEMPT;

  /** The one table. A new code does not compile until it has its line here. */
  public static RetryDecision of(FailureCode code) {
    return switch (code) {
      case OPERATION_FAILED, CONFIG_INVALID, SOURCE_UNAVAILABLE -> END;
      case JOB_CANCELLED, JOB_ABANDONED, DEPENDENCY_FAILED, JOB_REPLACED -> END;
      case QUEUE_TIMEOUT, OPERATION_TIMEOUT -> END;
      case TASK_START_FAILED, RUNNER_LOST_MIDWAY, INTERNAL_ERROR -> END;
      case HANDED_BACK -> PLACE_AGAIN;
      // an outdated attempt is nobody's: the fence decides whether there is anything left to do
      case RUNNER_GONE, TASK_EXITED, TASK_CONNECT_TIMEOUT, ATTEMPT_OUTDATED -> NEW_ATTEMPT;
    };
  }
}
