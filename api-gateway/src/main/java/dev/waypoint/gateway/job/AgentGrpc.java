package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.AuthInterceptor;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.config.JobConfig;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.gateway.record.RecordOwner;
import dev.waypoint.gateway.record.Records;
import dev.waypoint.gateway.runner.RunnerConnector;
import dev.waypoint.gateway.task.Orphans;
import dev.waypoint.protocol.v1.AppendOutputRequest;
import dev.waypoint.protocol.v1.AppendOutputResponse;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.BeginRecordRequest;
import dev.waypoint.protocol.v1.BeginRecordResponse;
import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.DeliverResultResponse;
import dev.waypoint.protocol.v1.DownloadSourceRequest;
import dev.waypoint.protocol.v1.DownloadSourceResponse;
import dev.waypoint.protocol.v1.FindOrphansRequest;
import dev.waypoint.protocol.v1.FindOrphansResponse;
import dev.waypoint.protocol.v1.FindRecordsRequest;
import dev.waypoint.protocol.v1.FindRecordsResponse;
import dev.waypoint.protocol.v1.FinishRecordRequest;
import dev.waypoint.protocol.v1.FinishRecordResponse;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.GetSweepRequest;
import dev.waypoint.protocol.v1.GetSweepResponse;
import dev.waypoint.protocol.v1.GetTaskAssignmentRequest;
import dev.waypoint.protocol.v1.GetTaskAssignmentResponse;
import dev.waypoint.protocol.v1.MarkDestroyedRequest;
import dev.waypoint.protocol.v1.MarkDestroyedResponse;
import dev.waypoint.protocol.v1.RegisterApplicationsRequest;
import dev.waypoint.protocol.v1.RegisterApplicationsResponse;
import dev.waypoint.protocol.v1.ReportProgressRequest;
import dev.waypoint.protocol.v1.ReportProgressResponse;
import dev.waypoint.protocol.v1.ReportSweptRequest;
import dev.waypoint.protocol.v1.ReportSweptResponse;
import dev.waypoint.protocol.v1.ReportTaskRequest;
import dev.waypoint.protocol.v1.ReportTaskResponse;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc.RunnerAgentServiceImplBase;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.SyncConfigRequest;
import dev.waypoint.protocol.v1.SyncConfigResponse;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** What runners call. */
@Singleton
public final class AgentGrpc extends RunnerAgentServiceImplBase {
  private final RunnerConnector connector;
  private final Assignments assignments;
  private final Attempts attempts;
  private final JobWriter writer;
  private final TaskAssignments tasks;
  private final TaskReports taskReports;
  private final Orphans orphans;
  private final Records records;
  private final Sources sources;
  private final JobConfig config;
  private final Projects projects;
  private final TaskCompletions completions;

  AgentGrpc(
      RunnerConnector connector,
      Assignments assignments,
      Attempts attempts,
      JobWriter writer,
      TaskAssignments tasks,
      TaskReports taskReports,
      Orphans orphans,
      Records records,
      Sources sources,
      JobConfig config,
      Projects projects,
      TaskCompletions completions) {
    this.connector = connector;
    this.assignments = assignments;
    this.attempts = attempts;
    this.writer = writer;
    this.tasks = tasks;
    this.taskReports = taskReports;
    this.orphans = orphans;
    this.records = records;
    this.sources = sources;
    this.config = config;
    this.projects = projects;
    this.completions = completions;
  }

  @Override
  public void connect(ConnectRequest request, StreamObserver<RunnerDirective> observer) {
    connector.connect(
        request,
        Caller.current(),
        AuthInterceptor.COOKIE_SHOWN.get(),
        AuthInterceptor.PEER.get(),
        (ServerCallStreamObserver<RunnerDirective>) observer);
  }

  @Override
  public void getJobAssignment(
      GetJobAssignmentRequest request, StreamObserver<GetJobAssignmentResponse> observer) {
    Replies.send(observer, assignments.assign(request.getAttempt()));
  }

  @Override
  public void downloadSource(
      DownloadSourceRequest request, StreamObserver<DownloadSourceResponse> observer) {
    JobRow row = attempts.requireCurrent(request.getAttempt());
    String named = assignments.spec(row).getDataSource().getUpload().getContentId();
    if (!named.equals(request.getContentId())) {
      throw ApiException.denied(
          "source '%s' does not belong to job %s", request.getContentId(), row.id());
    }
    SourceDownload download =
        new SourceDownload(
            sources, named, (ServerCallStreamObserver<DownloadSourceResponse>) observer);
    Thread.ofVirtual().name("download-" + row.id()).start(Context.current().wrap(download));
  }

  @Override
  public void appendOutput(
      AppendOutputRequest request, StreamObserver<AppendOutputResponse> observer) {
    long next = writer.append(request);
    Replies.send(observer, AppendOutputResponse.newBuilder().setNextOffset(next).build());
  }

  @Override
  public void reportProgress(
      ReportProgressRequest request, StreamObserver<ReportProgressResponse> observer) {
    writer.progress(request);
    Replies.send(observer, ReportProgressResponse.getDefaultInstance());
  }

  @Override
  public void deliverResult(
      DeliverResultRequest request, StreamObserver<DeliverResultResponse> observer) {
    boolean accepted = writer.deliver(request);
    DeliverResultResponse.Builder response =
        DeliverResultResponse.newBuilder().setAccepted(accepted);
    if (!accepted || request.getTaskToken().isEmpty()) {
      Replies.send(observer, response.build());
      return;
    }
    completions
        .complete(request)
        .thenAccept(completed -> Replies.send(observer, response.setCompleted(completed).build()));
  }

  @Override
  public void beginRecord(
      BeginRecordRequest request, StreamObserver<BeginRecordResponse> observer) {
    JobRow row = attempts.requireCurrent(request.getAttempt());
    Records.Check step = attempts.step(row, request.getAttempt(), request.getRepeatable());
    Replies.send(
        observer,
        BeginRecordResponse.newBuilder()
            .setRecord(records.begin(owner(row), request, step))
            .build());
  }

  @Override
  public void finishRecord(
      FinishRecordRequest request, StreamObserver<FinishRecordResponse> observer) {
    JobRow row = attempts.requireCurrent(request.getAttempt());
    Records.Check made = attempts.step(row, request.getAttempt(), false);
    Replies.send(
        observer,
        FinishRecordResponse.newBuilder()
            .setRecord(records.finish(owner(row), request, made))
            .build());
  }

  @Override
  public void findRecords(
      FindRecordsRequest request, StreamObserver<FindRecordsResponse> observer) {
    RecordOwner owner = owner(request.getAttempt());
    FindRecordsResponse response =
        FindRecordsResponse.newBuilder()
            .addAllRecords(
                records.find(
                    owner, request.getKind(), request.getIdOrSequence(), request.getLimit()))
            .build();
    Replies.send(observer, response);
  }

  @Override
  public void markDestroyed(
      MarkDestroyedRequest request, StreamObserver<MarkDestroyedResponse> observer) {
    records.markDestroyed(owner(request.getAttempt()), request.getRecordId());
    Replies.send(observer, MarkDestroyedResponse.getDefaultInstance());
  }

  @Override
  public void syncConfig(SyncConfigRequest request, StreamObserver<SyncConfigResponse> observer) {
    JobRow row = attempts.requireCurrent(request.getAttempt());
    config.sync(
        new JobConfig.Owner(row.project(), row.application(), row.workspace()),
        request.getVariablesList());
    Replies.send(observer, SyncConfigResponse.getDefaultInstance());
  }

  @Override
  public void registerApplications(
      RegisterApplicationsRequest request, StreamObserver<RegisterApplicationsResponse> observer) {
    JobRow row = attempts.requireCurrent(request.getAttempt());
    projects.register(row.project(), row.workspace(), request.getApplicationsList());
    Replies.send(observer, RegisterApplicationsResponse.getDefaultInstance());
  }

  @Override
  public void getTaskAssignment(
      GetTaskAssignmentRequest request, StreamObserver<GetTaskAssignmentResponse> observer) {
    Replies.send(observer, tasks.get(request.getAttempt(), request.getPurpose()));
  }

  @Override
  public void reportTask(ReportTaskRequest request, StreamObserver<ReportTaskResponse> observer) {
    taskReports.report(request);
    Replies.send(observer, ReportTaskResponse.getDefaultInstance());
  }

  @Override
  public void getSweep(GetSweepRequest request, StreamObserver<GetSweepResponse> observer) {
    Replies.send(observer, orphans.sweep());
  }

  @Override
  public void findOrphans(
      FindOrphansRequest request, StreamObserver<FindOrphansResponse> observer) {
    Replies.send(observer, orphans.find(request));
  }

  @Override
  public void reportSwept(
      ReportSweptRequest request, StreamObserver<ReportSweptResponse> observer) {
    orphans.report(request);
    Replies.send(observer, ReportSweptResponse.getDefaultInstance());
  }

  private RecordOwner owner(AttemptRef attempt) {
    return owner(attempts.requireCurrent(attempt));
  }

  private static RecordOwner owner(JobRow row) {
    return new RecordOwner(row.id(), row.project(), row.application(), row.workspace());
  }
}
