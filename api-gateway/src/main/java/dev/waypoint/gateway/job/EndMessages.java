package dev.waypoint.gateway.job;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.job.RunnerMode;
import java.util.Locale;

/** What people read about a job that ended without a runner's result. */
final class EndMessages {
  private EndMessages() {}

  static String of(String codeName, JobRow job) {
    String operation = job.operation().name().toLowerCase(Locale.ROOT);
    String runner = job.assignedRunner().map(id -> "runner " + id).orElse("its runner");
    String target = job.target().describe();
    return Failures.named(codeName)
        .map(code -> text(code, job, operation, runner, target))
        .orElse("ended with " + codeName);
  }

  /** The same where no further attempt follows. */
  static String last(String codeName, JobRow job) {
    boolean tried = codeName.equals(FailureCode.RUNNER_GONE.name()) && job.attempt() > 1;
    return of(codeName, job)
        + (tried ? "; the job was tried %d times".formatted(job.attempt()) : "");
  }

  private static String text(
      FailureCode code, JobRow job, String operation, String runner, String target) {
    return switch (code) {
      case OPERATION_FAILED -> "the %s failed".formatted(operation);
      case CONFIG_INVALID -> "the configuration is not valid";
      case SOURCE_UNAVAILABLE -> "the source could not be fetched";
      case JOB_CANCELLED -> "cancelled before it was done";
      case JOB_ABANDONED -> abandoned(job, runner);
      case DEPENDENCY_FAILED -> "a job that it depends on failed";
      case JOB_REPLACED -> "a newer job took its place";
      case QUEUE_TIMEOUT -> queueTimeout(job, target);
      case OPERATION_TIMEOUT -> "the %s ran longer than it may".formatted(operation);
      case HANDED_BACK -> "no runner was free";
      case RUNNER_GONE -> "%s was lost".formatted(runner);
      case RUNNER_LOST_MIDWAY ->
          ("%s was lost in the middle of the %s: what it did last is unknown; look with "
                  + "'waypoint status', then run it again")
              .formatted(runner, operation);
      case TASK_EXITED ->
          "the on-demand runner ended before the %s did%s".formatted(operation, reason(job));
      case TASK_START_FAILED -> "the on-demand runner could not be launched" + reason(job);
      case TASK_CONNECT_TIMEOUT ->
          ("the on-demand runner was launched but did not connect in time%s; check that it can "
                  + "reach the server's advertised address")
              .formatted(reason(job));
      case ATTEMPT_OUTDATED -> "another attempt took its place";
      case INTERNAL_ERROR -> "an internal error: the server's log tells more";
    };
  }

  private static String queueTimeout(JobRow job, String target) {
    if (!job.admitted()) {
      return "its turn did not come in time: other jobs held it back until it expired";
    }
    return job.mode() == RunnerMode.CLI
        ? "the command that was to execute it has gone: run it again"
        : ("no runner took it in time: it waited for %s; 'waypoint runner list' shows who is"
                + " online")
            .formatted(target);
  }

  private static String abandoned(JobRow job, String runner) {
    if (job.cancelForced()) {
      return "cancelled by force: what %s did last is unknown".formatted(runner);
    }
    return job.assignedRunner().isEmpty()
        ? "cancelled after its runner was lost: what that one did last is unknown"
        : "cancelled, but %s did not stop in time: what it did last is unknown".formatted(runner);
  }

  private static String reason(JobRow job) {
    return job.taskReason().filter(text -> !text.isBlank()).map(text -> ": " + text).orElse("");
  }
}
