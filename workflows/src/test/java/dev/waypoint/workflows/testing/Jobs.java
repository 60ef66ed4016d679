package dev.waypoint.workflows.testing;

import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.RetryRule;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import java.time.Duration;

/** Jobs to test with. All have one id; change what matters by {@code with...}. */
public record Jobs(
    RunnerMode mode,
    TargetRunner target,
    RetryRule rule,
    int firstAttempt,
    int maxAttempts,
    Duration queueTimeout,
    Duration connectTimeout,
    Duration operationTimeout,
    Duration cancelGrace) {
  public static final JobId ID = new JobId("01KAN2X7Q5V9T3M8R6E4Y1C0ZB");
  public static final TargetRunner ANY = new TargetRunner.Any();

  public static Jobs direct() {
    return new Jobs(
        RunnerMode.STATIC,
        ANY,
        RetryRule.REPEATABLE,
        1,
        3,
        null,
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofMinutes(1));
  }

  public static Jobs onDemand() {
    return direct().withMode(RunnerMode.ON_DEMAND);
  }

  /** The queue of the on-demand runner of this attempt. */
  public static String onDemandQueue(int attempt) {
    return TaskQueues.jobs(new TargetRunner.ById(OnDemandRunnerIds.of(ID, attempt)));
  }

  public static String launchQueueOf(String launcher) {
    return TaskQueues.launches(new TargetRunner.ById(new RunnerId(launcher)));
  }

  public Jobs withMode(RunnerMode value) {
    return new Jobs(
        value,
        target,
        rule,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        cancelGrace);
  }

  public Jobs withTarget(TargetRunner value) {
    return new Jobs(
        mode,
        value,
        rule,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        cancelGrace);
  }

  public Jobs atMostOnce() {
    return new Jobs(
        mode,
        target,
        RetryRule.AT_MOST_ONCE,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        cancelGrace);
  }

  public Jobs withFirstAttempt(int value) {
    return new Jobs(
        mode,
        target,
        rule,
        value,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        cancelGrace);
  }

  public Jobs withMaxAttempts(int value) {
    return new Jobs(
        mode,
        target,
        rule,
        firstAttempt,
        value,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        cancelGrace);
  }

  public Jobs withQueueTimeout(Duration value) {
    return new Jobs(
        mode,
        target,
        rule,
        firstAttempt,
        maxAttempts,
        value,
        connectTimeout,
        operationTimeout,
        cancelGrace);
  }

  public Jobs withConnectTimeout(Duration value) {
    return new Jobs(
        mode,
        target,
        rule,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        value,
        operationTimeout,
        cancelGrace);
  }

  public Jobs withOperationTimeout(Duration value) {
    return new Jobs(
        mode,
        target,
        rule,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        value,
        cancelGrace);
  }

  public Jobs withCancelGrace(Duration value) {
    return new Jobs(
        mode,
        target,
        rule,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        value);
  }

  public OperationInput input() {
    return new OperationInput(
        ID,
        "build",
        mode,
        target,
        rule,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        cancelGrace);
  }
}
