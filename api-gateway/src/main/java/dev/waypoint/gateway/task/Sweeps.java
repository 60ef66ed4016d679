package dev.waypoint.gateway.task;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.profile.Profiles;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.runner.RunnerRow;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.Task;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.task.SweepInput;
import dev.waypoint.workflows.task.SweepWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has static runners look for containers that were left behind: each soon after it has connected,
 * then again from time to time while containers are launched, and often while some are known to be
 * left.
 */
@Singleton
public final class Sweeps {
  private static final Logger log = LoggerFactory.getLogger(Sweeps.class);
  private static final Duration USUAL = Duration.ofMinutes(10);
  private static final Duration URGENT = Duration.ofMinutes(1);
  private static final Duration RECORDS_KEPT = Duration.ofDays(30);

  private final TaskStore tasks;
  private final Orphans orphans;
  private final Profiles profiles;
  private final RunnerRegistry registry;
  private final Engine engine;
  private final Clock clock;
  private final Map<RunnerId, Instant> asked = new ConcurrentHashMap<>();

  Sweeps(
      TaskStore tasks,
      Orphans orphans,
      Profiles profiles,
      RunnerRegistry registry,
      Engine engine,
      Clock clock) {
    this.tasks = tasks;
    this.orphans = orphans;
    this.profiles = profiles;
    this.registry = registry;
    this.engine = engine;
    this.clock = clock;
  }

  /** Every few seconds. */
  public void look() {
    List<RunnerRow> runners =
        registry.runners(false).stream().filter(row -> row.kind() == RunnerKind.STATIC).toList();
    if (runners.isEmpty()) {
      return;
    }
    int found = orphans.mark();
    if (found > 0) {
      log.warn("{} containers of on-demand runners were left behind", found);
    }
    List<TaskRow> open = tasks.open();
    boolean urgent = open.stream().anyMatch(task -> task.state() == Task.State.ORPHANED);
    boolean any = !open.isEmpty() || !profiles.list().isEmpty();
    for (RunnerRow runner : runners) {
      if (!runner.online(clock.instant()) || !runner.adoption().admits()) {
        asked.remove(runner.id());
      } else if (any && due(runner.id(), urgent ? URGENT : USUAL)) {
        sweep(runner.id());
      }
    }
  }

  /** Every hour. */
  public void forget() {
    tasks.sweep(clock.instant().minus(RECORDS_KEPT));
  }

  private boolean due(RunnerId runner, Duration pause) {
    Instant before = asked.get(runner);
    return before == null || clock.instant().isAfter(before.plus(pause));
  }

  private void sweep(RunnerId runner) {
    SweepWorkflow workflow =
        engine
            .client()
            .newWorkflowStub(
                SweepWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(SweepWorkflow.workflowId(runner.value()))
                    .setTaskQueue(TaskQueues.SERVER)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .setWorkflowIdReusePolicy(
                        WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                    .setStaticSummary("search for containers that were left behind")
                    .build());
    WorkflowClient.start(workflow::run, new SweepInput(runner));
    asked.put(runner, clock.instant());
  }
}
