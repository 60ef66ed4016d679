package dev.waypoint.gateway.proxy;

import com.google.protobuf.ByteString;
import dev.waypoint.workflows.target.RunnerId;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.util.Optional;

/**
 * What the gateway sends to a runner along with a task, so that the runner need not ask for it. It
 * travels on the connection of the runner alone and never reaches Temporal.
 */
@FunctionalInterface
public interface TaskCompanion {
  /**
   * Called when it is certain that this runner is given the task, on a thread that may block.
   * Empty: the runner is to ask for itself. Whatever this throws counts as empty.
   */
  Optional<ByteString> of(RunnerId runnerId, PollActivityTaskQueueResponse task);

  /** Nothing goes along. */
  static TaskCompanion none() {
    return (_, _) -> Optional.empty();
  }
}
