package dev.waypoint.gateway.proxy;

import com.google.protobuf.ByteString;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Passes on what runners say of the tasks that they were given, and only of these. */
final class TaskAnswers {
  /** Well below the time that a runner waits for an answer. */
  private static final Duration OWN_PATIENCE = Duration.ofSeconds(3);

  private final Upstream upstream;
  private final RunnerDirectory directory;
  private final Handover handover;
  private final HeldTasks held;
  private final TaskTokens tokens;
  private final Tallies tallies;

  TaskAnswers(
      Upstream upstream,
      RunnerDirectory directory,
      Handover handover,
      HeldTasks held,
      TaskTokens tokens,
      Tallies tallies) {
    this.upstream = upstream;
    this.directory = directory;
    this.handover = handover;
    this.held = held;
    this.tokens = tokens;
    this.tallies = tallies;
  }

  /**
   * A refused runner is told NOT_FOUND, which makes its worker stop the activity; its task is
   * failed so that another runner gets it.
   */
  void heartbeat(
      RunnerId runnerId,
      RecordActivityTaskHeartbeatRequest request,
      StreamObserver<RecordActivityTaskHeartbeatResponse> answer) {
    TaskToken token = own(runnerId, request.getTaskToken());
    RunnerStanding standing = directory.standing(runnerId);
    if (!standing.mayFinish()) {
      handover.failFor(token);
      throw Status.NOT_FOUND.withDescription(standing.refusal()).asRuntimeException();
    }
    RecordActivityTaskHeartbeatRequest passed =
        RecordActivityTaskHeartbeatRequest.newBuilder()
            .setNamespace(upstream.namespace())
            .setIdentity(runnerId.value())
            .setTaskToken(token.original())
            .setDetails(request.getDetails())
            .build();
    upstream.call(
        stub ->
            stub.recordActivityTaskHeartbeat(
                passed,
                new Passing<>(answer, token) {
                  @Override
                  void taken() {
                    held.seen(token);
                  }
                }));
  }

  void completed(
      RunnerId runnerId,
      RespondActivityTaskCompletedRequest request,
      StreamObserver<RespondActivityTaskCompletedResponse> answer) {
    TaskToken token = own(runnerId, request.getTaskToken());
    RespondActivityTaskCompletedRequest passed = completion(runnerId, token, request.getResult());
    upstream.call(
        stub -> stub.respondActivityTaskCompleted(passed, new LastAnswer<>(answer, token)));
  }

  /** As {@link #completed}, on the gateway's own initiative. */
  CompletableFuture<Boolean> complete(RunnerId runnerId, ByteString wrapped, Payloads result) {
    Optional<TaskToken> token =
        tokens.unwrap(wrapped).filter(known -> known.runnerId().equals(runnerId));
    if (token.isEmpty() || !directory.standing(runnerId).admitted()) {
      return CompletableFuture.completedFuture(false);
    }
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    upstream.call(
        stub ->
            stub.respondActivityTaskCompleted(
                completion(runnerId, token.get(), result), new Own<>(token.get(), taken)));
    return taken.completeOnTimeout(false, OWN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private RespondActivityTaskCompletedRequest completion(
      RunnerId runnerId, TaskToken token, Payloads result) {
    return RespondActivityTaskCompletedRequest.newBuilder()
        .setNamespace(upstream.namespace())
        .setIdentity(runnerId.value())
        .setTaskToken(token.original())
        .setResult(result)
        .build();
  }

  void failed(
      RunnerId runnerId,
      RespondActivityTaskFailedRequest request,
      StreamObserver<RespondActivityTaskFailedResponse> answer) {
    TaskToken token = own(runnerId, request.getTaskToken());
    RespondActivityTaskFailedRequest.Builder passed =
        RespondActivityTaskFailedRequest.newBuilder()
            .setNamespace(upstream.namespace())
            .setIdentity(runnerId.value())
            .setTaskToken(token.original())
            .setFailure(request.getFailure());
    if (request.hasLastHeartbeatDetails()) {
      passed.setLastHeartbeatDetails(request.getLastHeartbeatDetails());
    }
    upstream.call(
        stub -> stub.respondActivityTaskFailed(passed.build(), new LastAnswer<>(answer, token)));
  }

  void canceled(
      RunnerId runnerId,
      RespondActivityTaskCanceledRequest request,
      StreamObserver<RespondActivityTaskCanceledResponse> answer) {
    TaskToken token = own(runnerId, request.getTaskToken());
    RespondActivityTaskCanceledRequest passed =
        RespondActivityTaskCanceledRequest.newBuilder()
            .setNamespace(upstream.namespace())
            .setIdentity(runnerId.value())
            .setTaskToken(token.original())
            .setDetails(request.getDetails())
            .build();
    upstream.call(
        stub -> stub.respondActivityTaskCanceled(passed, new LastAnswer<>(answer, token)));
  }

  private TaskToken own(RunnerId runnerId, ByteString wrapped) {
    Optional<TaskToken> token = tokens.unwrap(wrapped);
    if (token.isEmpty()) {
      throw refused("the task token was not given out by this server");
    }
    if (!token.get().runnerId().equals(runnerId)) {
      throw refused("the task was not given to runner %s".formatted(runnerId));
    }
    return token.get();
  }

  private static StatusRuntimeException refused(String why) {
    return Status.PERMISSION_DENIED.withDescription(why).asRuntimeException();
  }

  /** Hears what Temporal says to what the gateway did by itself. */
  private final class Own<T> implements StreamObserver<T> {
    private final TaskToken token;
    private final CompletableFuture<Boolean> taken;

    Own(TaskToken token, CompletableFuture<Boolean> taken) {
      this.token = token;
      this.taken = taken;
    }

    @Override
    public void onNext(T value) {
      held.remove(token.original());
      tallies.completed.increment();
      taken.complete(true);
    }

    @Override
    public void onError(Throwable error) {
      taken.complete(false);
    }

    @Override
    public void onCompleted() {}
  }

  /** Passes Temporal's answer on. A task that Temporal does not know is over. */
  private class Passing<T> implements StreamObserver<T> {
    private final StreamObserver<T> answer;
    private final TaskToken token;

    Passing(StreamObserver<T> answer, TaskToken token) {
      this.answer = answer;
      // with a handler, answering a caller that has hung up is no error
      ((ServerCallStreamObserver<T>) answer).setOnCancelHandler(() -> {});
      this.token = token;
    }

    /** Temporal took it. */
    void taken() {}

    @Override
    public void onNext(T value) {
      taken();
      answer.onNext(value);
    }

    @Override
    public void onError(Throwable error) {
      Status status = Status.fromThrowable(error);
      if (status.getCode() == Status.Code.NOT_FOUND) {
        held.remove(token.original());
      }
      answer.onError(
          Status.fromCode(status.getCode())
              .withDescription(status.getDescription())
              .asRuntimeException());
    }

    @Override
    public void onCompleted() {
      answer.onCompleted();
    }
  }

  /** After it the runner has the task no more. */
  private final class LastAnswer<T> extends Passing<T> {
    private final TaskToken token;

    LastAnswer(StreamObserver<T> answer, TaskToken token) {
      super(answer, token);
      this.token = token;
    }

    @Override
    void taken() {
      held.remove(token.original());
      tallies.completed.increment();
    }
  }
}
