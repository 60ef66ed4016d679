package dev.waypoint.workflows.failure;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what an activity did not mean to say out of histories: every exception that is not a
 * failure of a known code becomes {@link FailureCode#INTERNAL_ERROR} with the activity's name only,
 * without message, cause and stack trace. Those go to the log of the process.
 *
 * <p>To be set on every worker factory: the gateway's for the ledger, a runner's for its work.
 */
public final class FailureScrubber extends WorkerInterceptorBase {
  private static final Logger LOG = LoggerFactory.getLogger(FailureScrubber.class);

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Scrubbing(next);
  }

  private static final class Scrubbing extends ActivityInboundCallsInterceptorBase {
    private ActivityExecutionContext context;

    private Scrubbing(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      this.context = context;
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      try {
        return super.execute(input);
      } catch (ActivityCanceledException e) {
        throw e;
      } catch (ActivityNotExistsException e) {
        LOG.debug("an activity ends after its workflow", e);
        throw Failures.of(FailureCode.JOB_CANCELLED, "the job has ended meanwhile");
      } catch (CanceledFailure e) {
        // the engine takes this for no answer at all when an activity throws it
        throw Failures.of(FailureCode.JOB_CANCELLED, "cancelled");
      } catch (ActivityWorkerShutdownException e) {
        throw Failures.of(FailureCode.RUNNER_GONE, "the runner is shutting down");
      } catch (ApplicationFailure e) {
        if (Failures.named(e.getType()).isPresent()) {
          throw stripped(e);
        }
        throw unexpected(e);
      } catch (RuntimeException e) {
        throw unexpected(e);
      }
    }

    private ApplicationFailure stripped(ApplicationFailure failure) {
      ApplicationFailure bare =
          ApplicationFailure.newBuilder()
              .setType(failure.getType())
              .setMessage(failure.getOriginalMessage())
              .setNonRetryable(failure.isNonRetryable())
              .setNextRetryDelay(failure.getNextRetryDelay())
              .build();
      bare.setStackTrace(new StackTraceElement[0]);
      return bare;
    }

    private ApplicationFailure unexpected(RuntimeException e) {
      LOG.error(
          "{} of {} failed unexpectedly",
          context.getInfo().getActivityType(),
          context.getInfo().getWorkflowId(),
          e);
      ApplicationFailure failure =
          ApplicationFailure.newBuilder()
              .setType(FailureCode.INTERNAL_ERROR.name())
              .setMessage(context.getInfo().getActivityType() + " failed unexpectedly")
              .build();
      failure.setStackTrace(new StackTraceElement[0]);
      return failure;
    }
  }
}
