package dev.waypoint.benchmarks;

import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.TargetRunner;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A no-op job, from the client's call until its stream says that it has ended. */
final class Jobs implements Workload {
  static final String PROJECT = "benchmark";

  private final JobServiceGrpc.JobServiceBlockingStub service;
  private final JobSpec spec;

  /**
   * @param profile empty: a static runner executes it
   */
  Jobs(Channel channel, String profile) {
    service = JobServiceGrpc.newBlockingStub(channel);
    JobSpec.Builder job =
        JobSpec.newBuilder()
            .setApplication(ApplicationRef.newBuilder().setProject(PROJECT).setApplication("web"))
            .setWorkspace("default")
            .setOperation(Operation.NOOP)
            .setProfile(profile)
            .setNoProfile(profile.isEmpty());
    if (profile.isEmpty()) {
      job.setDataSource(DataSource.newBuilder().setLocal(DataSource.Local.getDefaultInstance()));
    }
    spec = job.build();
  }

  /** For static runners with certain labels. */
  Jobs(Channel channel, TargetRunner target) {
    Jobs any = new Jobs(channel, "");
    service = any.service;
    spec = any.spec.toBuilder().setTargetRunner(target).build();
  }

  @Override
  public void execute() {
    run(_ -> {});
  }

  /** Answers how the job stood at its end. */
  Job run() {
    return run(_ -> {});
  }

  /**
   * @param watcher sees each event of the job as it comes
   */
  Job run(Consumer<JobEvent> watcher) {
    String id = service.queueJob(QueueJobRequest.newBuilder().setSpec(spec).build()).getJobId();
    Following following = new Following(watcher);
    JobServiceGrpc.newStub(service.getChannel())
        .withExecutor(Runnable::run)
        .getJobStream(GetJobStreamRequest.newBuilder().setJobId(id).build(), following);
    Job job = following.ended.join();
    if (job.getState() != JobState.SUCCESS) {
      throw new IllegalStateException(
          "job %s ended as %s: %s".formatted(id, job.getState(), job.getError().getMessage()));
    }
    return job;
  }

  /** Reads ahead, as the command line does. */
  private static final class Following
      implements ClientResponseObserver<GetJobStreamRequest, JobEvent> {
    private static final int AHEAD = 32;

    private final CompletableFuture<Job> ended = new CompletableFuture<>();
    private final Consumer<JobEvent> watcher;
    private ClientCallStreamObserver<GetJobStreamRequest> call;

    Following(Consumer<JobEvent> watcher) {
      this.watcher = watcher;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<GetJobStreamRequest> stream) {
      call = stream;
      stream.disableAutoRequestWithInitial(AHEAD);
    }

    @Override
    public void onNext(JobEvent event) {
      watcher.accept(event);
      if (event.hasComplete()) {
        ended.complete(event.getComplete().getJob());
      }
      call.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      ended.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      ended.completeExceptionally(
          new IllegalStateException("the stream of a job ended before the job"));
    }
  }
}
