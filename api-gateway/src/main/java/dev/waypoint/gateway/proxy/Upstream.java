package dev.waypoint.gateway.proxy;

import com.google.protobuf.ByteString;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls to Temporal. All are asynchronous and begin in the root context: no runner's deadline
 * or hanging up may end one, since a poll that is cancelled can lose a task.
 */
final class Upstream {
  private static final Logger log = LoggerFactory.getLogger(Upstream.class);
  private static final String IDENTITY = "waypoint-gateway";

  private final WorkflowServiceStub stub;
  private final String namespace;
  private final ProxySettings settings;
  private final String instanceKey = UUID.randomUUID().toString();

  Upstream(WorkflowServiceStubs stubs, String namespace, ProxySettings settings) {
    this.stub = WorkflowServiceGrpc.newStub(stubs.futureStub().getChannel());
    this.namespace = namespace;
    this.settings = settings;
  }

  String namespace() {
    return namespace;
  }

  /** A long poll; the server answers it empty before its deadline. */
  void poll(String queue, RunnerId opener, StreamObserver<PollActivityTaskQueueResponse> answer) {
    PollActivityTaskQueueRequest request =
        PollActivityTaskQueueRequest.newBuilder()
            .setNamespace(namespace)
            .setIdentity(opener.value())
            .setWorkerInstanceKey(instanceKey)
            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
            .build();
    Duration deadline = settings.longestPoll().plusSeconds(10);
    run(deadline, calls -> calls.pollActivityTaskQueue(request, answer));
  }

  /** A call that is no poll. */
  void call(Consumer<WorkflowServiceStub> call) {
    run(settings.rpcTimeout(), call);
  }

  private void run(Duration timeout, Consumer<WorkflowServiceStub> call) {
    Context.ROOT.run(
        () -> call.accept(stub.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)));
  }

  /**
   * Fails a task on the gateway's own account; what Temporal says to it is of no use: where the
   * task is over, nothing is left to do, and else its heartbeat timeout ends it.
   */
  void fail(ByteString originalToken, FailureCode code, String message) {
    Failure failure =
        Failure.newBuilder()
            .setMessage(message)
            .setSource(IDENTITY)
            .setApplicationFailureInfo(
                ApplicationFailureInfo.newBuilder()
                    .setType(code.name())
                    .setNonRetryable(code == FailureCode.HANDED_BACK))
            .build();
    RespondActivityTaskFailedRequest request =
        RespondActivityTaskFailedRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskToken(originalToken)
            .setIdentity(IDENTITY)
            .setFailure(failure)
            .build();
    call(calls -> calls.respondActivityTaskFailed(request, ignoring("failing a task")));
  }

  /**
   * Has a server that can do it answer our open polls of a queue empty, without losing a task;
   * other servers do nothing.
   */
  void endPolls(String queue) {
    ShutdownWorkerRequest request =
        ShutdownWorkerRequest.newBuilder()
            .setNamespace(namespace)
            .setIdentity(IDENTITY)
            .setWorkerInstanceKey(instanceKey)
            .setTaskQueue(queue)
            .addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .setReason("the gateway ends")
            .build();
    call(calls -> calls.shutdownWorker(request, ignoring("ending polls")));
  }

  private static <T> StreamObserver<T> ignoring(String what) {
    return new StreamObserver<>() {
      @Override
      public void onNext(T value) {}

      @Override
      public void onError(Throwable error) {
        log.debug("{}: {}", what, Status.fromThrowable(error));
      }

      @Override
      public void onCompleted() {}
    };
  }
}
