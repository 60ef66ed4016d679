package dev.waypoint.cli.testing;

import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.CancelJobResponse;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.GetJobResponse;
import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.ListJobsResponse;
import dev.waypoint.protocol.v1.OutputBatch;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.QueueJobResponse;
import dev.waypoint.protocol.v1.RetryJobRequest;
import dev.waypoint.protocol.v1.RetryJobResponse;
import dev.waypoint.protocol.v1.UploadSourceRequest;
import dev.waypoint.protocol.v1.UploadSourceResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Jobs that end at once, in a way that the test says. A stream can be made to break after some
 * output.
 */
public final class InMemoryJobs extends JobServiceGrpc.JobServiceImplBase {
  public final List<JobSpec> specs = new ArrayList<>();
  public final List<ListJobsRequest> lists = new ArrayList<>();
  public final List<GetJobStreamRequest> streams = new ArrayList<>();
  public final List<CancelJobRequest> cancels = new ArrayList<>();
  public final ByteArrayOutputStream uploaded = new ByteArrayOutputStream();
  public final Map<String, Job> jobs = new LinkedHashMap<>();

  /** What a queued job shows. */
  public final List<OutputEvent> output = new ArrayList<>();

  /** Why a queued job waits. */
  public String waitingReason = "no runner has the labels env=dev";

  /** The job that holds back a queued one; empty: none. */
  public String waitsForJob = "";

  /** How a queued job ends. */
  public UnaryOperator<Job> ending = job -> job.toBuilder().setState(JobState.SUCCESS).build();

  /** Streams break after this many output events, once each; empty: they do not. */
  public final List<Integer> breaks = new ArrayList<>();

  /** Streams stay open before the end until the job is cancelled. */
  public boolean untilCancelled;

  private final List<StreamObserver<JobEvent>> waiting = new ArrayList<>();
  private int lookups;

  /** Waits until a stream stays open. */
  public synchronized void awaitStream() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
  }

  /** Waits until jobs were looked at so often. */
  public synchronized void awaitLookups(int number) throws InterruptedException {
    while (lookups < number) {
      wait();
    }
  }

  @Override
  public synchronized void queueJob(
      QueueJobRequest request, StreamObserver<QueueJobResponse> observer) {
    specs.add(request.getSpec());
    String id = "job-" + specs.size();
    jobs.put(
        id,
        Job.newBuilder()
            .setId(id)
            .setApplication(request.getSpec().getApplication())
            .setWorkspace(request.getSpec().getWorkspace())
            .setOperation(request.getSpec().getOperation())
            .setState(JobState.QUEUED)
            .setWaitingReason(waitingReason)
            .setWaitsForJob(waitsForJob)
            .build());
    observer.onNext(QueueJobResponse.newBuilder().setJobId(id).build());
    observer.onCompleted();
  }

  @Override
  public synchronized void retryJob(
      RetryJobRequest request, StreamObserver<RetryJobResponse> observer) {
    Job old = jobs.get(request.getJobId());
    String id = old.getId() + "-again";
    jobs.put(
        id, old.toBuilder().setId(id).setState(JobState.QUEUED).setRetryOf(old.getId()).build());
    observer.onNext(RetryJobResponse.newBuilder().setJobId(id).build());
    observer.onCompleted();
  }

  @Override
  public synchronized void getJob(GetJobRequest request, StreamObserver<GetJobResponse> observer) {
    lookups++;
    notifyAll();
    Job job = jobs.get(request.getJobId());
    if (job == null) {
      observer.onError(
          Status.NOT_FOUND
              .withDescription("there is no job '" + request.getJobId() + "'")
              .asRuntimeException());
      return;
    }
    observer.onNext(GetJobResponse.newBuilder().setJob(job).build());
    observer.onCompleted();
  }

  @Override
  public synchronized void listJobs(
      ListJobsRequest request, StreamObserver<ListJobsResponse> observer) {
    lists.add(request);
    int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
    List<Job> all = List.copyOf(jobs.values());
    int to = Math.min(all.size(), from + request.getPageSize());
    observer.onNext(
        ListJobsResponse.newBuilder()
            .addAllJobs(all.subList(from, to))
            .setNextPageToken(to < all.size() ? String.valueOf(to) : "")
            .build());
    observer.onCompleted();
  }

  @Override
  public synchronized void cancelJob(
      CancelJobRequest request, StreamObserver<CancelJobResponse> observer) {
    cancels.add(request);
    Job job =
        jobs.get(request.getJobId()).toBuilder()
            .setState(JobState.ERROR)
            .setCancelTime(com.google.protobuf.Timestamp.newBuilder().setSeconds(1))
            .build();
    jobs.put(job.getId(), job);
    observer.onNext(CancelJobResponse.newBuilder().setJob(job).build());
    observer.onCompleted();
    for (StreamObserver<JobEvent> stream : waiting) {
      complete(stream, job);
    }
  }

  @Override
  public synchronized void getJobStream(
      GetJobStreamRequest request, StreamObserver<JobEvent> observer) {
    streams.add(request);
    Job job = jobs.get(request.getJobId());
    if (job == null) {
      observer.onError(
          Status.NOT_FOUND
              .withDescription("there is no job '" + request.getJobId() + "'")
              .asRuntimeException());
      return;
    }
    observer.onNext(JobEvent.newBuilder().setOpen(JobEvent.Open.newBuilder().setJob(job)).build());
    int from = (int) request.getFromPosition();
    if (!breaks.isEmpty()) {
      int to = breaks.removeFirst();
      batch(observer, from, to);
      observer.onError(Status.UNAVAILABLE.withDescription("gone").asRuntimeException());
      return;
    }
    batch(observer, from, output.size());
    if (untilCancelled) {
      waiting.add(observer);
      notifyAll();
      return;
    }
    Job ended = ending.apply(job);
    jobs.put(ended.getId(), ended);
    complete(observer, ended);
  }

  /** One event before the wanted position comes too, as after a change of the server's batches. */
  private void batch(StreamObserver<JobEvent> observer, int from, int to) {
    int first = Math.max(0, from - 1);
    if (to > first) {
      observer.onNext(
          JobEvent.newBuilder()
              .setOutput(
                  OutputBatch.newBuilder()
                      .setFirstPosition(first)
                      .addAllEvents(output.subList(first, to)))
              .build());
    }
  }

  private static void complete(StreamObserver<JobEvent> observer, Job job) {
    observer.onNext(
        JobEvent.newBuilder().setComplete(JobEvent.Complete.newBuilder().setJob(job)).build());
    observer.onCompleted();
  }

  @Override
  public StreamObserver<UploadSourceRequest> uploadSource(
      StreamObserver<UploadSourceResponse> observer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(UploadSourceRequest request) {
        try {
          request.getData().writeTo(uploaded);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void onError(Throwable failure) {
        uploaded.reset();
      }

      @Override
      public void onCompleted() {
        observer.onNext(UploadSourceResponse.newBuilder().setContentId("content-1").build());
        observer.onCompleted();
      }
    };
  }
}
