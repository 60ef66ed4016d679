package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.OperationStatus;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.job.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.time.Instant;

/**
 * Where the job stands: for the status query, for the details in the Temporal Web UI, and at the
 * end for its search. Ids, codes and states only; costs no event but one at the end, and that only
 * where search attributes are registered.
 */
final class Progress {
  private final boolean searchable;
  private OperationStatus status;
  private String runner = "";

  Progress(OperationInput input) {
    this.searchable = input.searchAttributes();
    int attempt =
        input.continuation() == null ? input.firstAttempt() : input.continuation().attempt();
    String lost = input.continuation() == null ? "" : input.continuation().lastFailure();
    this.status = new OperationStatus(Phase.QUEUED, attempt, "", Clock.now(), "", lost);
  }

  OperationStatus status() {
    return status;
  }

  /**
   * @param queue of the activity that is placed; empty when none is
   * @param waitingFor what has to happen next
   */
  void enter(Phase phase, int attempt, String queue, String waitingFor) {
    Instant since =
        phase == status.phase() && attempt == status.attempt() ? status.since() : Clock.now();
    show(new OperationStatus(phase, attempt, queue, since, waitingFor, status.lastFailure()));
  }

  void lost(FailureCode cause) {
    status =
        new OperationStatus(
            status.phase(),
            status.attempt(),
            status.queue(),
            status.since(),
            status.waitingFor(),
            cause.name());
  }

  void executedBy(String runnerId) {
    runner = runnerId == null ? "" : runnerId;
  }

  void ended(String code) {
    show(
        new OperationStatus(
            Phase.ENDED, status.attempt(), "", Clock.now(), "", status.lastFailure()));
    if (searchable) {
      if (runner.isEmpty()) {
        Workflow.upsertTypedSearchAttributes(SearchAttributes.STATE.valueSet(code));
      } else {
        Workflow.upsertTypedSearchAttributes(
            SearchAttributes.STATE.valueSet(code), SearchAttributes.RUNNER.valueSet(runner));
      }
    }
  }

  private void show(OperationStatus next) {
    status = next;
    StringBuilder details = new StringBuilder();
    details.append("**%s**, attempt %d".formatted(next.phase(), next.attempt()));
    if (!next.queue().isEmpty()) {
      details.append(", queue `%s`".formatted(next.queue()));
    }
    details.append(", since %s".formatted(next.since()));
    if (!next.waitingFor().isEmpty()) {
      details.append("  \nwaits for ").append(next.waitingFor());
    }
    if (!next.lastFailure().isEmpty()) {
      details.append("  \nattempt before: ").append(next.lastFailure());
    }
    Workflow.setCurrentDetails(details.toString());
  }
}
