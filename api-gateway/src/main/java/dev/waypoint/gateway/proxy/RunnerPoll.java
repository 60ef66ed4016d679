package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * A runner's poll, from its arrival to its answer. Touched by the pool's thread alone, but for
 * {@link #send}.
 */
final class RunnerPoll {
  private final RunnerId runnerId;
  private final boolean launches;
  private final String virtualQueue;
  private final String instanceKey;
  private final ServerCallStreamObserver<PollActivityTaskQueueResponse> answer;
  private Set<String> queues = Set.of();
  private Future<?> expiry;
  private boolean waiting;
  private TaskToken given;

  RunnerPoll(
      RunnerId runnerId,
      boolean launches,
      String virtualQueue,
      String instanceKey,
      ServerCallStreamObserver<PollActivityTaskQueueResponse> answer) {
    this.runnerId = runnerId;
    this.launches = launches;
    this.virtualQueue = virtualQueue;
    this.instanceKey = instanceKey;
    this.answer = answer;
  }

  RunnerId runnerId() {
    return runnerId;
  }

  String virtualQueue() {
    return virtualQueue;
  }

  String instanceKey() {
    return instanceKey;
  }

  boolean isWaiting() {
    return waiting;
  }

  /** The real queues that it waits for. */
  Set<String> queues() {
    return queues;
  }

  void setQueues(Set<String> entitled) {
    queues = entitled;
  }

  boolean isForLaunches() {
    return launches;
  }

  void waitUntil(Future<?> end) {
    waiting = true;
    expiry = end;
  }

  /** It waits no more, whatever its answer. */
  void stopWaiting() {
    waiting = false;
    expiry.cancel(false);
  }

  /** The caller has hung up. */
  boolean isGone() {
    return answer.isCancelled();
  }

  /** The task that is its answer, or null. */
  TaskToken given() {
    return given;
  }

  /** Decides on its answer, which is sent by {@link #send}. */
  void give(TaskToken token) {
    given = token;
  }

  /** Sends the answer, once; by any thread. Harmless when the caller has hung up. */
  void send(PollActivityTaskQueueResponse response) {
    if (!isGone()) {
      answer.onNext(response);
      answer.onCompleted();
    }
  }

  void answerEmpty() {
    if (!isGone()) {
      answer.onNext(PollActivityTaskQueueResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  void refuse(Status status) {
    if (!isGone()) {
      answer.onError(status.asRuntimeException());
    }
  }
}
