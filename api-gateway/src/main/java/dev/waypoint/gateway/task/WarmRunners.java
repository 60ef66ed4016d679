package dev.waypoint.gateway.task;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.task.WarmRunnerInput;
import dev.waypoint.workflows.task.WarmRunnerWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workflows of runners that are started ahead. Each record that is open has one; an engine that
 * lost it, or never was told, is told again.
 */
@Singleton
final class WarmRunners {
  private static final Logger log = LoggerFactory.getLogger(WarmRunners.class);
  private static final Duration START_WAIT = Duration.ofMinutes(5);
  private static final Duration LIFETIME = WarmPools.IDLE_LIMIT.plusHours(25);
  private static final Duration TOLD_AGAIN = Duration.ofSeconds(30);

  private final Engine engine;
  private final Clock clock;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  WarmRunners(Engine engine, Clock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  private record Told(boolean stop, Instant at) {}

  /** Has the engine do what the record says. Cheap where nothing has changed. */
  void follow(TaskRow task) {
    Instant now = clock.instant();
    Told before = told.get(task.id());
    if (before != null
        && before.stop() == task.stopWanted()
        && now.isBefore(before.at().plus(TOLD_AGAIN))) {
      return;
    }
    try {
      tell(task);
      told.put(task.id(), new Told(task.stopWanted(), now));
    } catch (RuntimeException e) {
      log.warn("the workflow of task {} could not be told; it is tried again", task.id(), e);
    }
    told.values().removeIf(entry -> now.isAfter(entry.at().plus(TOLD_AGAIN.multipliedBy(4))));
  }

  private void tell(TaskRow task) {
    WarmRunnerInput input = new WarmRunnerInput(task.id(), task.target(), START_WAIT, LIFETIME);
    WorkflowClient client = engine.client();
    WarmRunnerWorkflow workflow = client.newWorkflowStub(WarmRunnerWorkflow.class, options(task));
    if (task.stopWanted()) {
      WorkflowStub.fromTyped(workflow)
          .signalWithStart("stop", new Object[] {}, new Object[] {input});
    } else {
      WorkflowClient.start(workflow::run, input);
    }
  }

  private static WorkflowOptions options(TaskRow task) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WarmRunnerWorkflow.workflowId(task.id()))
        .setTaskQueue(TaskQueues.SERVER)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary("on-demand runner started ahead")
        .build();
  }
}
