package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.BindableService;
import java.util.List;

/** The runners' only way to Temporal. Nothing here blocks but {@link #close}, for two seconds. */
public interface TemporalProxy extends AutoCloseable {
  /**
   * Temporal's {@code WorkflowService}, reduced to what an activity worker needs. Expects {@link
   * RunnerCallContext#RUNNER_ID}.
   */
  BindableService service();

  /**
   * Fails every task that a runner holds, so that its workflows place it elsewhere at once instead
   * of at the heartbeat timeout. For runners that are known to be gone: a connection that is lost
   * may come back, so wait before calling it. Answers how many there were. Later answers of the
   * runner for these tasks get NOT_FOUND.
   */
  int failHeld(RunnerId runnerId, FailureCode code);

  /**
   * Tasks that this gateway process gave to a runner and that are not answered, oldest first. After
   * a restart the table begins empty and fills with the runner's next heartbeats.
   */
  List<HeldTask> held(RunnerId runnerId);

  /** What happened since the start. */
  ProxyCounters counters();

  /**
   * Ends the waiting polls of all runners with an empty answer and hands parked tasks back. Tasks
   * that run are untouched: they can be answered through any gateway with the same key.
   */
  @Override
  void close();
}
