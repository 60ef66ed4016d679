package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.target.RunnerId;
import java.util.function.Consumer;

/**
 * What the proxy asks of, and tells, the registry of runners. Every method is called on hot paths,
 * from gRPC threads, and must neither block nor throw: it works on memory only.
 */
public interface RunnerDirectory {
  /**
   * How a runner stands now; for a runner that is not known {@link RunnerStanding#refused} with the
   * reason.
   */
  RunnerStanding standing(RunnerId runnerId);

  /**
   * Has the listener called after each change of any runner's standing (adopted, rejected,
   * forgotten, draining, queues changed), on any thread, after {@link #standing} answers the new
   * state. Calls too many do no harm. Closing the answer ends it.
   */
  Subscription onChange(Consumer<RunnerId> listener);

  /**
   * A task was given to a runner, or is held by one since before this process began. Followed by
   * exactly one {@link #finished} with the same task.
   */
  void delivered(HeldTask task);

  /**
   * A task is no longer held: the runner answered it, it was failed on the runner's behalf, or it
   * is over at Temporal.
   */
  void finished(HeldTask task);

  /** Ends a listener. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
