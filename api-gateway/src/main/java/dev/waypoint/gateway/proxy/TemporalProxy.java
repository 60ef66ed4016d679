package dev.waypoint.gateway.proxy;

import com.google.protobuf.ByteString;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.BindableService;
import io.temporal.api.common.v1.Payloads;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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

  /**
   * Completes a task in the name of the runner that has it.
   *
   * @param taskToken as the runner was given it
   * @return whether Temporal took it; false within some seconds where that is not certain: then the
   *     runner is to complete its task by itself, which is harmless in any case
   */
  CompletableFuture<Boolean> complete(RunnerId runnerId, ByteString taskToken, Payloads result);

  /** What happened since the start. */
  ProxyCounters counters();

  /**
   * Ends the waiting polls of all runners with an empty answer and hands parked tasks back. Tasks
   * that run are untouched: they can be answered through any gateway with the same key.
   */
  @Override
  void close();
}
