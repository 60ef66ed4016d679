package dev.waypoint.gateway.job;

import dev.waypoint.gateway.proxy.TemporalProxy;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.target.RunnerId;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** Completes the tasks of runners whose results were stored, which saves them a call. */
@Singleton
final class TaskCompletions {
  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  private final TemporalProxy proxy;

  TaskCompletions(TemporalProxy proxy) {
    this.proxy = proxy;
  }

  /** Answers false when the runner has to complete its task by itself. */
  CompletableFuture<Boolean> complete(DeliverResultRequest delivered) {
    RunnerId runner = Attempts.caller(delivered.getAttempt());
    String code =
        delivered.hasFailure() ? delivered.getFailure().getCode() : OperationOutcome.SUCCESS;
    Payloads result = CONVERTER.toPayloads(new RunJobResult(code, runner.value())).orElseThrow();
    return proxy.complete(runner, delivered.getTaskToken(), result).exceptionally(_ -> false);
  }
}
