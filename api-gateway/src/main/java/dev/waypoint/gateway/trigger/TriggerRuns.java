package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.protocol.v1.RunTriggerRequest;
import dev.waypoint.protocol.v1.RunTriggerResponse;
import dev.waypoint.protocol.v1.Trigger;
import dev.waypoint.protocol.v1.TriggeredJob;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** Runs of triggers by those who ask for them, however they came; each is written down. */
@Singleton
final class TriggerRuns {
  private final Triggers triggers;
  private final AuditLog audit;

  TriggerRuns(Triggers triggers, AuditLog audit) {
    this.triggers = triggers;
    this.audit = audit;
  }

  /** For a caller who may deploy. */
  RunTriggerResponse run(RunTriggerRequest request) {
    Trigger trigger = triggers.require(request.getId());
    if (Caller.current() instanceof Caller.User user
        && user.trigger().filter(only -> !only.equals(trigger.getId())).isPresent()) {
      throw ApiException.denied(
          "this token of user %s is good for running trigger %s, not trigger %s",
          user.name(), user.trigger().get(), trigger.getId());
    }
    return run(trigger, request);
  }

  /** For anybody. */
  RunTriggerResponse runOpen(RunTriggerRequest request) {
    return run(triggers.requireOpen(request.getId()), request);
  }

  private RunTriggerResponse run(Trigger trigger, RunTriggerRequest request) {
    List<TriggeredJob> jobs = triggers.run(trigger, request, Caller.current().describe());
    audit.record(
        AuditAction.TRIGGER_RUN,
        trigger.getId(),
        "jobs " + jobs.stream().map(TriggeredJob::getJobId).collect(Collectors.joining(", ")));
    return RunTriggerResponse.newBuilder().addAllJobs(jobs).build();
  }
}
