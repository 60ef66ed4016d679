package dev.waypoint.gateway.job;

import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.OperationResult;
import dev.waypoint.protocol.v1.ReportProgressRequest;
import dev.waypoint.protocol.v1.RunnerKind;
import java.util.Locale;

/** Jobs as clients see them. */
final class JobProtos {
  private JobProtos() {}

  static Job of(JobRow row, Waiting waiting) {
    Job.Builder job =
        Job.newBuilder()
            .setId(row.id().value())
            .setApplication(
                ApplicationRef.newBuilder()
                    .setProject(row.project())
                    .setApplication(row.application()))
            .setWorkspace(row.workspace())
            .setOperation(row.operation())
            .setTargetRunner(TargetText.toProto(row.target()))
            .setProfile(row.profile())
            .setPluginType(row.pluginType())
            .setState(row.state())
            .setAttempt(row.attempt())
            .setQueueTime(Protos.time(row.queueTime()))
            .setPhase(row.phase().name().toLowerCase(Locale.ROOT))
            .setWaitingReason(waiting.reason())
            .setWaitingAhead(waiting.ahead())
            .setPriority(row.priority().value())
            .setQueuedBy(row.queuedBy());
    waiting.job().ifPresent(id -> job.setWaitsForJob(id.value()));
    row.singletonId().ifPresent(job::setSingletonId);
    row.retryOf().ifPresent(id -> job.setRetryOf(id.value()));
    row.operationTimeout().ifPresent(limit -> job.setOperationTimeout(Protos.duration(limit)));
    for (Dependency dependency : row.dependencies()) {
      job.addDependsOn(dependency.job().value());
      if (dependency.allowFailure()) {
        job.addDependsOnAllowFailure(dependency.job().value());
      }
    }
    row.assignedRunner().ifPresent(id -> job.setAssignedRunner(id.value()));
    row.runnerKind().ifPresent(kind -> job.setRunnerKind(kind(kind)));
    row.startTime().ifPresent(at -> job.setStartTime(Protos.time(at)));
    row.completeTime().ifPresent(at -> job.setCompleteTime(Protos.time(at)));
    row.cancelTime().ifPresent(at -> job.setCancelTime(Protos.time(at)));
    row.expireTime().ifPresent(at -> job.setExpireTime(Protos.time(at)));
    error(row).ifPresent(job::setError);
    row.result().ifPresent(bytes -> job.setResult(Protos.parse(OperationResult.parser(), bytes)));
    row.variables()
        .map(bytes -> Protos.parse(ReportProgressRequest.parser(), bytes))
        .ifPresent(progress -> job.addAllVariables(progress.getVariablesList()));
    row.sourceRef().ifPresent(job::setSourceRef);
    row.taskState().ifPresent(job::setTaskState);
    return job.build();
  }

  static java.util.Optional<Failure> error(JobRow row) {
    return row.errorCode()
        .map(
            code ->
                Failure.newBuilder()
                    .setCode(code)
                    .setMessage(row.errorMessage().orElse(""))
                    .build());
  }

  static String kind(RunnerKind kind) {
    return switch (kind) {
      case STATIC -> "static";
      case ON_DEMAND -> "on-demand";
      case CLI_RUNNER -> "cli";
      case RUNNER_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }
}
