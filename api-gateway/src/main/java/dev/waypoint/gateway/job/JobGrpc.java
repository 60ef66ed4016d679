package dev.waypoint.gateway.job;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.CancelJobResponse;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.GetJobResponse;
import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobServiceGrpc.JobServiceImplBase;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.ListJobsResponse;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.QueueJobResponse;
import dev.waypoint.protocol.v1.QueueJobsRequest;
import dev.waypoint.protocol.v1.QueueJobsResponse;
import dev.waypoint.protocol.v1.RetryJobRequest;
import dev.waypoint.protocol.v1.RetryJobResponse;
import dev.waypoint.protocol.v1.UploadSourceRequest;
import dev.waypoint.protocol.v1.UploadSourceResponse;
import dev.waypoint.protocol.v1.ValidateJobRequest;
import dev.waypoint.protocol.v1.ValidateJobResponse;
import dev.waypoint.workflows.job.JobId;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Jobs for clients. */
@Singleton
public final class JobGrpc extends JobServiceImplBase {
  private final JobQueueing queueing;
  private final JobQuery query;
  private final JobStore jobs;
  private final JobCanceller canceller;
  private final OutputStore output;
  private final WaitExplainer explainer;
  private final Sources sources;
  private final JobHub hub;
  private final AuditLog audit;
  private final Clock clock;

  JobGrpc(
      JobQueueing queueing,
      JobQuery query,
      JobStore jobs,
      JobCanceller canceller,
      OutputStore output,
      WaitExplainer explainer,
      Sources sources,
      JobHub hub,
      AuditLog audit,
      Clock clock) {
    this.queueing = queueing;
    this.query = query;
    this.jobs = jobs;
    this.canceller = canceller;
    this.output = output;
    this.explainer = explainer;
    this.sources = sources;
    this.hub = hub;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void queueJob(QueueJobRequest request, StreamObserver<QueueJobResponse> observer) {
    requireAccess(request.getSpec());
    JobQueueing.Queued queued = queueing.queue(request.getSpec(), Caller.current().describe());
    Replies.send(
        observer,
        QueueJobResponse.newBuilder()
            .setJobId(queued.id().value())
            .addAllWarnings(queued.warnings())
            .build());
  }

  @Override
  public void queueJobs(QueueJobsRequest request, StreamObserver<QueueJobsResponse> observer) {
    List<JobQueueing.Entry> entries =
        request.getJobsList().stream()
            .map(job -> new JobQueueing.Entry(job.getName(), job.getSpec()))
            .toList();
    entries.forEach(entry -> requireAccess(entry.spec()));
    QueueJobsResponse.Builder response = QueueJobsResponse.newBuilder();
    queueing.queueAll(entries, Caller.current().describe()).stream()
        .map(
            queued ->
                QueueJobResponse.newBuilder()
                    .setJobId(queued.id().value())
                    .addAllWarnings(queued.warnings()))
        .forEach(response::addJobs);
    Replies.send(observer, response.build());
  }

  @Override
  public void validateJob(
      ValidateJobRequest request, StreamObserver<ValidateJobResponse> observer) {
    requireAccess(request.getSpec());
    JobQueueing.Outlook outlook = queueing.outlook(request.getSpec());
    Replies.send(
        observer,
        ValidateJobResponse.newBuilder()
            .setValid(outlook.invalid().isEmpty())
            .setValidationError(outlook.invalid().orElse(""))
            .setAssignable(outlook.unassignable().isEmpty())
            .setUnassignableReason(outlook.unassignable().orElse(""))
            .build());
  }

  @Override
  public void retryJob(RetryJobRequest request, StreamObserver<RetryJobResponse> observer) {
    JobQueueing.Queued queued =
        queueing.retry(
            require(request.getJobId()), request.getRequestId(), Caller.current().describe());
    Replies.send(
        observer,
        RetryJobResponse.newBuilder()
            .setJobId(queued.id().value())
            .addAllWarnings(queued.warnings())
            .build());
  }

  @Override
  public void getJob(GetJobRequest request, StreamObserver<GetJobResponse> observer) {
    Job job = toProto(require(request.getJobId()));
    Replies.send(observer, GetJobResponse.newBuilder().setJob(job).build());
  }

  @Override
  public void listJobs(ListJobsRequest request, StreamObserver<ListJobsResponse> observer) {
    JobQuery.Page page = query.list(request);
    ListJobsResponse.Builder response =
        ListJobsResponse.newBuilder()
            .setNextPageToken(page.next())
            .setPreviousPageToken(page.previous());
    page.jobs().stream().map(this::toProto).forEach(response::addJobs);
    Replies.send(observer, response.build());
  }

  @Override
  public void cancelJob(CancelJobRequest request, StreamObserver<CancelJobResponse> observer) {
    JobRow row = canceller.cancel(require(request.getJobId()), request.getForce());
    audit.record(AuditAction.JOB_CANCEL, request.getJobId(), request.getForce() ? "by force" : "");
    Replies.send(observer, CancelJobResponse.newBuilder().setJob(toProto(row)).build());
  }

  @Override
  public void getJobStream(GetJobStreamRequest request, StreamObserver<JobEvent> observer) {
    JobId id = id(request.getJobId());
    if (ProjectAccess.limits().isPresent()) {
      require(request.getJobId());
    }
    JobFollower follower =
        new JobFollower(
            id,
            Math.max(0, request.getFromPosition()),
            jobs,
            output,
            explainer,
            hub,
            clock,
            (ServerCallStreamObserver<JobEvent>) observer);
    Thread.ofVirtual().name("follow-" + id).start(Context.current().wrap(follower));
  }

  @Override
  public StreamObserver<UploadSourceRequest> uploadSource(
      StreamObserver<UploadSourceResponse> observer) {
    Sources.Upload upload = sources.begin();
    String by = Caller.current().describe();
    return new StreamObserver<>() {
      @Override
      public void onNext(UploadSourceRequest part) {
        if (upload.isNew()) {
          ProjectAccess.require(part.getProject());
        }
        upload.add(part.getProject(), part.getData());
      }

      @Override
      public void onError(Throwable error) {
        // the client went away; what was stored is swept with the other unfinished uploads
      }

      @Override
      public void onCompleted() {
        Replies.send(
            observer, UploadSourceResponse.newBuilder().setContentId(upload.finish(by)).build());
      }
    };
  }

  /**
   * To the job's project, and to those of the jobs that it depends on: it would tell their ends.
   */
  private void requireAccess(JobSpec spec) {
    ProjectAccess.require(spec.getApplication().getProject());
    if (ProjectAccess.limits().isPresent()) {
      spec.getDependsOnList().stream()
          .filter(id -> !id.isBlank())
          .forEach(
              id ->
                  jobs.find(new JobId(id)).ifPresent(row -> ProjectAccess.require(row.project())));
    }
  }

  private JobRow require(String id) {
    JobRow row = jobs.find(id(id)).orElseThrow(() -> Attempts.unknown(id));
    ProjectAccess.require(row.project());
    return row;
  }

  private static JobId id(String id) {
    if (id.isBlank()) {
      throw ApiException.invalid("the call names no job");
    }
    return new JobId(id);
  }

  private Job toProto(JobRow row) {
    return JobProtos.of(row, explainer.explain(row));
  }
}
