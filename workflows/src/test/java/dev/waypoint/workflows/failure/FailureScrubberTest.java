package dev.waypoint.workflows.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import org.junit.jupiter.api.Test;

class FailureScrubberTest {
  @Test
  void anActivityWhoseWorkflowHasEndedIsNoDefect() {
    assertThat(failure(new ActivityNotExistsException(new IllegalStateException("secret"))))
        .hasMessageContaining("the job has ended meanwhile")
        .hasNoCause()
        .extracting(ApplicationFailure::getType)
        .isEqualTo(FailureCode.JOB_CANCELLED.name());
  }

  @Test
  void aCancelledOneSaysSo() {
    assertThat(failure(new CanceledFailure("by somebody")).getType())
        .isEqualTo(FailureCode.JOB_CANCELLED.name());
  }

  @Test
  void aKnownFailureKeepsItsWordsAndNothingElse() {
    ApplicationFailure known =
        ApplicationFailure.newBuilder()
            .setType(FailureCode.RUNNER_GONE.name())
            .setMessage("it left")
            .setCause(new IllegalStateException("secret"))
            .build();

    ApplicationFailure scrubbed = failure(known);

    assertThat(scrubbed.getOriginalMessage()).isEqualTo("it left");
    assertThat(scrubbed).hasNoCause();
    assertThat(scrubbed.getStackTrace()).isEmpty();
  }

  private static ApplicationFailure failure(RuntimeException thrown) {
    return catchThrowableOfType(
        ApplicationFailure.class,
        () -> new FailureScrubber().interceptActivity(throwing(thrown)).execute(null));
  }

  private static ActivityInboundCallsInterceptor throwing(RuntimeException thrown) {
    return new ActivityInboundCallsInterceptor() {
      @Override
      public void init(ActivityExecutionContext context) {}

      @Override
      public ActivityOutput execute(ActivityInput input) {
        throw thrown;
      }
    };
  }
}
