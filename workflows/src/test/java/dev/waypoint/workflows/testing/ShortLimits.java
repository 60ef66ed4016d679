package dev.waypoint.workflows.testing;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;

/**
 * Shortens heartbeat timeouts, the wait for a launcher, and the removal of what was never started
 * to a second: the test engine skips no time while an activity is under way, so these pass in real
 * time.
 */
public final class ShortLimits extends WorkerInterceptorBase {
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** A runner that is silent for longer is lost. */
  public static final Duration HEARTBEAT = SHORT;

  private static final Duration LAUNCHER = Duration.ofSeconds(30);
  private static final Duration NEVER_STARTED = Duration.ofMinutes(1);

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Outbound(outbound));
      }
    };
  }

  private static final class Outbound extends WorkflowOutboundCallsInterceptorBase {
    private Outbound(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      ActivityOptions options = input.getOptions();
      ActivityOptions.Builder shorter = options.toBuilder().setHeartbeatTimeout(HEARTBEAT);
      if (LAUNCHER.equals(options.getScheduleToStartTimeout())) {
        shorter.setScheduleToStartTimeout(SHORT);
      }
      if (NEVER_STARTED.equals(options.getScheduleToCloseTimeout())) {
        shorter.setScheduleToCloseTimeout(SHORT);
      }
      return super.executeActivity(
          new ActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              shorter.build(),
              input.getHeader()));
    }
  }
}
