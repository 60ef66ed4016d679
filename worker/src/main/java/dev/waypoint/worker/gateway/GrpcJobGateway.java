package dev.waypoint.worker.gateway;

import dev.waypoint.activities.gateway.Assignment;
import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.ConfigEntry;
import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.gateway.JobOutcome;
import dev.waypoint.activities.gateway.OutputEvent;
import dev.waypoint.activities.gateway.ProgressReport;
import dev.waypoint.activities.gateway.RecordEnd;
import dev.waypoint.activities.gateway.RecordQuery;
import dev.waypoint.activities.gateway.RecordStart;
import dev.waypoint.activities.gateway.SweepAssignment;
import dev.waypoint.activities.gateway.TaskAssignment;
import dev.waypoint.activities.gateway.TaskPurpose;
import dev.waypoint.activities.gateway.TaskReport;
import dev.waypoint.protocol.v1.AppendOutputRequest;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.BeginRecordRequest;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.DeliverResultResponse;
import dev.waypoint.protocol.v1.DownloadSourceRequest;
import dev.waypoint.protocol.v1.DownloadSourceResponse;
import dev.waypoint.protocol.v1.FindOrphansRequest;
import dev.waypoint.protocol.v1.FindRecordsRequest;
import dev.waypoint.protocol.v1.FinishRecordRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetSweepRequest;
import dev.waypoint.protocol.v1.GetTaskAssignmentRequest;
import dev.waypoint.protocol.v1.MarkDestroyedRequest;
import dev.waypoint.protocol.v1.RegisterApplicationsRequest;
import dev.waypoint.protocol.v1.ReportProgressRequest;
import dev.waypoint.protocol.v1.ReportSweptRequest;
import dev.waypoint.protocol.v1.ReportTaskRequest;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc.RunnerAgentServiceBlockingStub;
import dev.waypoint.protocol.v1.SyncConfigRequest;
import dev.waypoint.workflows.activity.AttemptInput;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls the gateway by gRPC; each call has a time limit of its own. */
public final class GrpcJobGateway implements JobGateway {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(15);

  private final RunnerAgentServiceBlockingStub stub;
  private final TasksAtHand tasks;

  /**
   * @param channel that carries the runner's credentials
   */
  public GrpcJobGateway(Channel channel, TasksAtHand tasks) {
    this.stub = RunnerAgentServiceGrpc.newBlockingStub(channel);
    this.tasks = tasks;
  }

  @Override
  public Assignment assignment(AttemptInput attempt) throws InterruptedException {
    Optional<Assignment> atHand = tasks.takeAssignment(attempt);
    return atHand.isPresent() ? atHand.get() : fetchAssignment(attempt);
  }

  private Assignment fetchAssignment(AttemptInput attempt) throws InterruptedException {
    GetJobAssignmentRequest request =
        GetJobAssignmentRequest.newBuilder().setAttempt(ref(attempt)).build();
    return SpecMapper.assignment(call(() -> limited().getJobAssignment(request)));
  }

  @Override
  public void downloadSource(AttemptInput attempt, String contentId, OutputStream target)
      throws IOException, InterruptedException {
    DownloadSourceRequest request =
        DownloadSourceRequest.newBuilder().setAttempt(ref(attempt)).setContentId(contentId).build();
    try {
      Iterator<DownloadSourceResponse> parts =
          stub.withDeadlineAfter(DOWNLOAD_LIMIT.toSeconds(), TimeUnit.SECONDS)
              .downloadSource(request);
      while (parts.hasNext()) {
        parts.next().getData().writeTo(target);
      }
    } catch (StatusRuntimeException e) {
      throw Refusals.translate(e);
    }
  }

  @Override
  public long appendOutput(AttemptInput attempt, long offset, List<OutputEvent> events)
      throws InterruptedException {
    AppendOutputRequest request =
        AppendOutputRequest.newBuilder()
            .setAttempt(ref(attempt))
            .setOffset(offset)
            .addAllEvents(events.stream().map(OutputMapper::event).toList())
            .build();
    return call(() -> limited().appendOutput(request)).getNextOffset();
  }

  @Override
  public void reportProgress(AttemptInput attempt, ProgressReport progress)
      throws InterruptedException {
    ReportProgressRequest request =
        ReportProgressRequest.newBuilder()
            .setAttempt(ref(attempt))
            .setSourceRef(progress.sourceRef())
            .addAllVariables(progress.variables().stream().map(SpecMapper::finalVariable).toList())
            .build();
    call(() -> limited().reportProgress(request));
  }

  @Override
  public boolean deliver(AttemptInput attempt, long outputLength, JobOutcome outcome)
      throws InterruptedException {
    return deliver(attempt, outputLength, List.of(), outcome);
  }

  @Override
  public boolean deliver(
      AttemptInput attempt, long offset, List<OutputEvent> lastOutput, JobOutcome outcome)
      throws InterruptedException {
    DeliverResultRequest.Builder request =
        DeliverResultRequest.newBuilder()
            .setAttempt(ref(attempt))
            .setTaskToken(tasks.token(attempt))
            .setOutputLength(offset + lastOutput.size())
            .setLastOutputOffset(offset)
            .addAllLastOutput(lastOutput.stream().map(OutputMapper::event).toList());
    switch (outcome) {
      case JobOutcome.Succeeded success ->
          request.setSuccess(RecordMapper.result(success.result()));
      case JobOutcome.Failed failed -> request.setFailure(SpecMapper.failure(failed));
    }
    try {
      DeliverResultResponse response = call(() -> limited().deliverResult(request.build()));
      if (response.getCompleted()) {
        tasks.completed(attempt);
      }
      return response.getAccepted();
    } catch (GatewayException e) {
      if (e.kind() == GatewayException.Kind.OUTDATED) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public ComponentRecord beginRecord(AttemptInput attempt, RecordStart start)
      throws InterruptedException {
    BeginRecordRequest request =
        BeginRecordRequest.newBuilder()
            .setAttempt(ref(attempt))
            .setKind(RecordMapper.kind(start.kind()))
            .setComponent(start.component())
            .setParentId(start.parentId())
            .putAllLabels(start.labels())
            .setRepeatable(start.repeatable())
            .build();
    return RecordMapper.record(call(() -> limited().beginRecord(request)).getRecord());
  }

  @Override
  public ComponentRecord finishRecord(AttemptInput attempt, RecordEnd end)
      throws InterruptedException {
    FinishRecordRequest request =
        FinishRecordRequest.newBuilder()
            .setAttempt(ref(attempt))
            .setRecordId(end.recordId())
            .setSuccess(end.success())
            .putAllData(end.data())
            .putAllLabels(end.labels())
            .setUrl(end.url().orElse(""))
            .setHealth(end.health())
            .setMessage(end.message())
            .build();
    return RecordMapper.record(call(() -> limited().finishRecord(request)).getRecord());
  }

  @Override
  public List<ComponentRecord> findRecords(AttemptInput attempt, RecordQuery query)
      throws InterruptedException {
    FindRecordsRequest request =
        FindRecordsRequest.newBuilder()
            .setAttempt(ref(attempt))
            .setKind(RecordMapper.kind(query.kind()))
            .setIdOrSequence(query.idOrSequence())
            .setLimit(query.limit())
            .build();
    return call(() -> limited().findRecords(request)).getRecordsList().stream()
        .map(RecordMapper::record)
        .toList();
  }

  @Override
  public void markDestroyed(AttemptInput attempt, String recordId) throws InterruptedException {
    MarkDestroyedRequest request =
        MarkDestroyedRequest.newBuilder().setAttempt(ref(attempt)).setRecordId(recordId).build();
    call(() -> limited().markDestroyed(request));
  }

  @Override
  public void syncConfig(AttemptInput attempt, List<ConfigEntry> entries)
      throws InterruptedException {
    SyncConfigRequest.Builder request = SyncConfigRequest.newBuilder().setAttempt(ref(attempt));
    entries.stream().map(ConfigMapper::variable).forEach(request::addVariables);
    call(() -> limited().syncConfig(request.build()));
  }

  @Override
  public void registerApplications(AttemptInput attempt, List<String> applications)
      throws InterruptedException {
    RegisterApplicationsRequest request =
        RegisterApplicationsRequest.newBuilder()
            .setAttempt(ref(attempt))
            .addAllApplications(applications)
            .build();
    call(() -> limited().registerApplications(request));
  }

  @Override
  public TaskAssignment taskAssignment(AttemptInput attempt, TaskPurpose purpose)
      throws InterruptedException {
    GetTaskAssignmentRequest request =
        GetTaskAssignmentRequest.newBuilder()
            .setAttempt(ref(attempt))
            .setPurpose(GetTaskAssignmentRequest.Purpose.valueOf(purpose.name()))
            .build();
    return SpecMapper.task(call(() -> limited().getTaskAssignment(request)));
  }

  @Override
  public void reportTask(AttemptInput attempt, TaskReport report) throws InterruptedException {
    ReportTaskRequest request =
        ReportTaskRequest.newBuilder()
            .setAttempt(ref(attempt))
            .setState(report.state().name())
            .setResource(report.resource())
            .setExitCode(report.exitCode())
            .setReason(report.reason())
            .addAllOutputTail(report.outputTail())
            .build();
    call(() -> limited().reportTask(request));
  }

  @Override
  public SweepAssignment sweepAssignment() throws InterruptedException {
    return SpecMapper.sweep(call(() -> limited().getSweep(GetSweepRequest.getDefaultInstance())));
  }

  @Override
  public List<String> orphans(String platform, List<String> taskNames) throws InterruptedException {
    FindOrphansRequest request =
        FindOrphansRequest.newBuilder().setPlatform(platform).addAllTaskNames(taskNames).build();
    return call(() -> limited().findOrphans(request)).getTaskNamesList();
  }

  @Override
  public void reportSwept(String taskName, String problem) throws InterruptedException {
    ReportSweptRequest request =
        ReportSweptRequest.newBuilder().setTaskName(taskName).setProblem(problem).build();
    call(() -> limited().reportSwept(request));
  }

  private RunnerAgentServiceBlockingStub limited() {
    return stub.withDeadlineAfter(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static AttemptRef ref(AttemptInput attempt) {
    return AttemptRef.newBuilder()
        .setJobId(attempt.jobId().value())
        .setAttempt(attempt.attempt())
        .build();
  }

  private static <T> T call(Supplier<T> call) throws InterruptedException {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw Refusals.translate(e);
    }
  }
}
