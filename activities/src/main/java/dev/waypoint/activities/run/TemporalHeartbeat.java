package dev.waypoint.activities.run;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.TimeoutFailure;

/** The heartbeat of a Temporal activity. */
public final class TemporalHeartbeat implements Heartbeat {
  private final ActivityExecutionContext context;

  public TemporalHeartbeat(ActivityExecutionContext context) {
    this.context = context;
  }

  @Override
  public Signal beat() {
    try {
      context.heartbeat(null);
      return Signal.GO_ON;
    } catch (ActivityWorkerShutdownException e) {
      return Signal.GO_ON;
    } catch (ActivityCanceledException e) {
      return e.getCause() instanceof TimeoutFailure ? Signal.CUT_OFF : Signal.CANCEL;
    } catch (ActivityCompletionException e) {
      return Signal.GONE;
    }
  }
}
