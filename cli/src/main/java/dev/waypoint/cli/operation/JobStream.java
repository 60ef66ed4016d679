package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Queue;

/**
 * One call of GetJobStream; what it brings is put into a queue, a few events ahead at most. That
 * never blocks, so the connection's own thread does it.
 */
final class JobStream implements ClientResponseObserver<GetJobStreamRequest, JobEvent> {
  private static final int AHEAD = 32;

  private final Queue<Signal> signals;
  private volatile ClientCallStreamObserver<GetJobStreamRequest> call;

  private JobStream(Queue<Signal> signals) {
    this.signals = signals;
  }

  static JobStream open(Channel channel, String jobId, long position, Queue<Signal> signals) {
    JobStream stream = new JobStream(signals);
    JobServiceGrpc.newStub(channel)
        .withExecutor(Runnable::run)
        .getJobStream(
            GetJobStreamRequest.newBuilder().setJobId(jobId).setFromPosition(position).build(),
            stream);
    return stream;
  }

  /** Whether trying again can help. */
  static boolean passing(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, INTERNAL, UNKNOWN, CANCELLED, ABORTED, DEADLINE_EXCEEDED -> true;
      case RESOURCE_EXHAUSTED -> true;
      default -> false;
    };
  }

  /** One event was dealt with: another one may come. */
  void next() {
    call.request(1);
  }

  void close() {
    call.cancel("not followed any more", null);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<GetJobStreamRequest> stream) {
    call = stream;
    stream.disableAutoRequestWithInitial(AHEAD);
  }

  @Override
  public void onNext(JobEvent event) {
    signals.add(new Signal.Event(this, event));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal.Broken(this, Status.fromThrowable(failure).asRuntimeException()));
  }

  @Override
  public void onCompleted() {
    StatusRuntimeException early =
        Status.UNAVAILABLE.withDescription("the stream ended before the job").asRuntimeException();
    signals.add(new Signal.Broken(this, early));
  }
}
