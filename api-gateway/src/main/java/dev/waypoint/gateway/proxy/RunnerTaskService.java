package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.NamespaceState;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedResponse;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Temporal's service as a runner sees it: what an activity worker calls, and nothing else; the
 * methods that are not here are UNIMPLEMENTED. Fields that a runner sets are passed on one by one,
 * so that a new field of Temporal's passes only once somebody has thought about it.
 */
final class RunnerTaskService extends WorkflowServiceGrpc.WorkflowServiceImplBase {
  private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);

  private final PollPool pool;
  private final Executor loop;
  private final TaskAnswers answers;
  private final RunnerDirectory directory;
  private final String namespace;
  private final Tallies tallies;
  private final ProxySettings settings;

  RunnerTaskService(
      PollPool pool,
      Executor loop,
      TaskAnswers answers,
      RunnerDirectory directory,
      String namespace,
      Tallies tallies,
      ProxySettings settings) {
    this.pool = pool;
    this.loop = loop;
    this.answers = answers;
    this.directory = directory;
    this.namespace = namespace;
    this.tallies = tallies;
    this.settings = settings;
  }

  /** Fixed, so that a newer server changes nothing in what runners do. */
  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
    answering(
        answer,
        () -> {
          caller();
          return GetSystemInfoResponse.newBuilder()
              .setCapabilities(
                  GetSystemInfoResponse.Capabilities.newBuilder()
                      .setInternalErrorDifferentiation(true)
                      .setActivityFailureIncludeHeartbeat(true)
                      .setEncodedFailureAttributes(true))
              .build();
        });
  }

  /**
   * Fixed too. Its one capability has a worker that ends wait for the empty answers to its polls
   * instead of hanging up, which could lose a task.
   */
  @Override
  public void describeNamespace(
      DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> answer) {
    answering(
        answer,
        () -> {
          caller();
          checkNamespace(request.getNamespace());
          return DescribeNamespaceResponse.newBuilder()
              .setNamespaceInfo(
                  NamespaceInfo.newBuilder()
                      .setName(namespace)
                      .setState(NamespaceState.NAMESPACE_STATE_REGISTERED)
                      .setCapabilities(
                          NamespaceInfo.Capabilities.newBuilder()
                              .setWorkerPollCompleteOnShutdown(true)))
              .build();
        });
  }

  @Override
  public void pollActivityTaskQueue(
      PollActivityTaskQueueRequest request, StreamObserver<PollActivityTaskQueueResponse> answer) {
    refusing(
        answer,
        () -> {
          RunnerId runnerId = caller();
          checkNamespace(request.getNamespace());
          checkAdmitted(runnerId);
          if (pool.isClosed()) {
            throw PollPool.CLOSING.asRuntimeException();
          }
          String queue = request.getTaskQueue().getName();
          TargetRunner self = new TargetRunner.ById(runnerId);
          boolean launches = queue.equals(TaskQueues.launches(self));
          if (!launches && !queue.equals(TaskQueues.jobs(self))) {
            throw refused(
                "runner %s may poll its own queues only, not '%s'".formatted(runnerId, queue));
          }
          ServerCallStreamObserver<PollActivityTaskQueueResponse> call =
              (ServerCallStreamObserver<PollActivityTaskQueueResponse>) answer;
          RunnerPoll poll =
              new RunnerPoll(runnerId, launches, queue, request.getWorkerInstanceKey(), call);
          call.setOnCancelHandler(() -> loop.execute(() -> pool.gone(poll)));
          Duration patience = patience();
          loop.execute(() -> pool.arrived(poll, patience));
        });
  }

  /** Early enough before the caller's deadline for the answer to arrive. */
  private Duration patience() {
    Deadline deadline = Context.current().getDeadline();
    if (deadline == null) {
      return settings.longestPoll();
    }
    Duration left = Duration.ofMillis(Math.max(0, deadline.timeRemaining(TimeUnit.MILLISECONDS)));
    Duration safe =
        left.compareTo(ANSWER_MARGIN.multipliedBy(2)) > 0
            ? left.minus(ANSWER_MARGIN)
            : left.dividedBy(2);
    return safe.compareTo(settings.longestPoll()) < 0 ? safe : settings.longestPoll();
  }

  @Override
  public void recordActivityTaskHeartbeat(
      RecordActivityTaskHeartbeatRequest request,
      StreamObserver<RecordActivityTaskHeartbeatResponse> answer) {
    refusing(
        answer,
        () -> {
          checkNamespace(request.getNamespace());
          answers.heartbeat(caller(), request, answer);
        });
  }

  @Override
  public void respondActivityTaskCompleted(
      RespondActivityTaskCompletedRequest request,
      StreamObserver<RespondActivityTaskCompletedResponse> answer) {
    refusing(
        answer,
        () -> {
          checkNamespace(request.getNamespace());
          answers.completed(finishingCaller(), request, answer);
        });
  }

  @Override
  public void respondActivityTaskFailed(
      RespondActivityTaskFailedRequest request,
      StreamObserver<RespondActivityTaskFailedResponse> answer) {
    refusing(
        answer,
        () -> {
          checkNamespace(request.getNamespace());
          answers.failed(finishingCaller(), request, answer);
        });
  }

  @Override
  public void respondActivityTaskCanceled(
      RespondActivityTaskCanceledRequest request,
      StreamObserver<RespondActivityTaskCanceledResponse> answer) {
    refusing(
        answer,
        () -> {
          checkNamespace(request.getNamespace());
          answers.canceled(finishingCaller(), request, answer);
        });
  }

  /** Ends the worker's polls; Temporal has nothing to do with it. */
  @Override
  public void shutdownWorker(
      ShutdownWorkerRequest request, StreamObserver<ShutdownWorkerResponse> answer) {
    refusing(
        answer,
        () -> {
          RunnerId runnerId = caller();
          loop.execute(
              () -> {
                pool.workerEnds(runnerId, request.getTaskQueue(), request.getWorkerInstanceKey());
                answer.onNext(ShutdownWorkerResponse.getDefaultInstance());
                answer.onCompleted();
              });
        });
  }

  private static RunnerId caller() {
    RunnerId runnerId = RunnerCallContext.RUNNER_ID.get();
    if (runnerId == null) {
      throw Status.UNAUTHENTICATED
          .withDescription("this service is for runners; no runner's token came with the call")
          .asRuntimeException();
    }
    return runnerId;
  }

  /** One that may at least finish what it has. */
  private RunnerId finishingCaller() {
    RunnerId runnerId = caller();
    RunnerStanding standing = directory.standing(runnerId);
    if (!standing.mayFinish()) {
      throw refused(standing.refusal());
    }
    return runnerId;
  }

  private void checkAdmitted(RunnerId runnerId) {
    RunnerStanding standing = directory.standing(runnerId);
    if (!standing.admitted()) {
      throw refused(standing.refusal());
    }
  }

  private void checkNamespace(String asked) {
    if (!asked.equals(namespace)) {
      throw refused("runners work in the namespace '%s', not in '%s'".formatted(namespace, asked));
    }
  }

  private static StatusRuntimeException refused(String why) {
    return Status.PERMISSION_DENIED.withDescription(why).asRuntimeException();
  }

  private void refusing(StreamObserver<?> answer, Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      tallies.refused.increment();
      answer.onError(e);
    }
  }

  private <T> void answering(StreamObserver<T> answer, Supplier<T> call) {
    refusing(
        answer,
        () -> {
          answer.onNext(call.get());
          answer.onCompleted();
        });
  }
}
