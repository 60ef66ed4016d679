package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.activity.RunJobActivities;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tasks to runners, and takes them away again. Safe for threads. */
final class Handover {
  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  private final Upstream upstream;
  private final HeldTasks held;
  private final TaskTokens tokens;
  private final Tallies tallies;
  private final TaskCompanion companion;

  Handover(
      Upstream upstream,
      HeldTasks held,
      TaskTokens tokens,
      Tallies tallies,
      TaskCompanion companion) {
    this.upstream = upstream;
    this.held = held;
    this.tokens = tokens;
    this.tallies = tallies;
    this.companion = companion;
  }

  /**
   * Answers a poll with a task, which is the runner's from here on; soon, where something has to be
   * found first that goes along.
   */
  void give(RunnerPoll poll, String queue, PollActivityTaskQueueResponse task) {
    TaskToken token =
        new TaskToken(
            poll.runnerId(),
            task.getWorkflowExecution().getWorkflowId(),
            task.getActivityType().getName(),
            queue,
            task.getTaskToken());
    held.add(token, task);
    tallies.delivered.increment();
    poll.give(token);
    if (token.activityType().equals(RunJobActivities.TYPE)) {
      Thread.ofVirtual().name("handover").start(() -> sendWithCompanion(poll, token, task));
    } else {
      poll.send(answer(token, task).build());
    }
  }

  private void sendWithCompanion(
      RunnerPoll poll, TaskToken token, PollActivityTaskQueueResponse task) {
    PollActivityTaskQueueResponse.Builder answer = answer(token, task);
    try {
      companion
          .of(poll.runnerId(), task)
          .ifPresent(
              content ->
                  answer
                      .getHeaderBuilder()
                      .putFields(
                          RunJobActivities.ASSIGNMENT,
                          Payload.newBuilder().setData(content).build()));
    } catch (RuntimeException e) {
      log.debug("nothing goes along with the task of {}", token.workflowId(), e);
    }
    poll.send(answer.build());
  }

  @SuppressWarnings("deprecation")
  private PollActivityTaskQueueResponse.Builder answer(
      TaskToken token, PollActivityTaskQueueResponse task) {
    return task.toBuilder()
        .setTaskToken(tokens.wrap(token))
        .clearPollerScalingDecision()
        .clearPollerGroupInfos()
        .clearPollerGroupsInfo();
  }

  /** The answer to a poll did not get through, or not for certain. */
  void lostOnTheWay(TaskToken token) {
    if (held.remove(token.original()).isPresent()) {
      tallies.failedForRunner.increment();
      upstream.fail(
          token.original(),
          FailureCode.RUNNER_GONE,
          "the runner's connection ended while it was given the task");
    }
  }

  /** Nobody saw the task, nobody can take it: its workflow is to place it again. */
  void handBack(PollActivityTaskQueueResponse task) {
    tallies.handedBack.increment();
    upstream.fail(
        task.getTaskToken(), FailureCode.HANDED_BACK, "no runner was free; nobody saw the task");
  }

  /** Fails all that a runner holds; answers how many that were. */
  int failHeld(RunnerId runnerId, FailureCode code, String message) {
    List<TaskToken> failed = held.removeAll(runnerId);
    failed.forEach(token -> upstream.fail(token.original(), code, message));
    tallies.failedForRunner.add(failed.size());
    return failed.size();
  }

  /** Fails one task that a refused runner reports on, though this process may not know of it. */
  void failFor(TaskToken token) {
    held.remove(token.original());
    tallies.failedForRunner.increment();
    upstream.fail(
        token.original(), FailureCode.RUNNER_GONE, "the runner was refused while it had the task");
  }

  boolean holdsLaunches(RunnerId runnerId) {
    return held.of(runnerId).stream().anyMatch(HeldTask::launch);
  }
}
