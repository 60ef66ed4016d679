package dev.waypoint.workflows.failure;

import static dev.waypoint.workflows.failure.RetryDecision.END;
import static dev.waypoint.workflows.failure.RetryDecision.NEW_ATTEMPT;
import static dev.waypoint.workflows.failure.RetryDecision.PLACE_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  /** Code, what the workflow does about it, whether the engine may try the activity again. */
  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(FailureCode.OPERATION_FAILED, END, false),
        Arguments.of(FailureCode.CONFIG_INVALID, END, false),
        Arguments.of(FailureCode.SOURCE_UNAVAILABLE, END, false),
        Arguments.of(FailureCode.JOB_CANCELLED, END, false),
        Arguments.of(FailureCode.JOB_ABANDONED, END, false),
        Arguments.of(FailureCode.DEPENDENCY_FAILED, END, false),
        Arguments.of(FailureCode.JOB_REPLACED, END, false),
        Arguments.of(FailureCode.QUEUE_TIMEOUT, END, true),
        Arguments.of(FailureCode.OPERATION_TIMEOUT, END, false),
        Arguments.of(FailureCode.HANDED_BACK, PLACE_AGAIN, true),
        Arguments.of(FailureCode.RUNNER_GONE, NEW_ATTEMPT, true),
        Arguments.of(FailureCode.RUNNER_LOST_MIDWAY, END, true),
        Arguments.of(FailureCode.TASK_EXITED, NEW_ATTEMPT, true),
        Arguments.of(FailureCode.TASK_START_FAILED, END, true),
        Arguments.of(FailureCode.TASK_CONNECT_TIMEOUT, NEW_ATTEMPT, true),
        Arguments.of(FailureCode.ATTEMPT_OUTDATED, NEW_ATTEMPT, false),
        Arguments.of(FailureCode.INTERNAL_ERROR, END, false));
  }

  @Test
  void theTableHasEveryCode() {
    assertThat(table().map(line -> line.get()[0])).containsExactly((Object[]) FailureCode.values());
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyCodeHasItsDecision(FailureCode code, RetryDecision decision, boolean passing) {
    assertThat(RetryDecision.of(code)).isEqualTo(decision);
    assertThat(Failures.of(code, "job 1").isNonRetryable()).isEqualTo(!passing);
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void aFailureCarriesItsCodeAndNothingElse(FailureCode code) {
    ApplicationFailure failure = Failures.of(code, "attempt 2");

    assertThat(Failures.codeOf(failure)).isEqualTo(code);
    assertThat(failure.getType()).isEqualTo(code.name());
    assertThat(failure.getOriginalMessage()).isEqualTo("attempt 2");
    assertThat(failure.getStackTrace()).isEmpty();
    assertThat(failure.getCause()).isNull();
  }

  @Test
  void aPermanentFailureIsNeverTriedAgain() {
    assertThat(Failures.permanent(FailureCode.TASK_START_FAILED, "job 1").isNonRetryable())
        .isTrue();
  }

  @Test
  void timeoutsAreNamedAfterTheirKind() {
    assertThat(timeout(TimeoutType.TIMEOUT_TYPE_HEARTBEAT)).isEqualTo(FailureCode.RUNNER_GONE);
    assertThat(timeout(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START))
        .isEqualTo(FailureCode.QUEUE_TIMEOUT);
    assertThat(timeout(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE))
        .isEqualTo(FailureCode.OPERATION_TIMEOUT);
    assertThat(timeout(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE))
        .isEqualTo(FailureCode.OPERATION_TIMEOUT);
  }

  @Test
  void theCodeIsFoundBehindWrappers() {
    RuntimeException wrapped =
        new RuntimeException(new RuntimeException(Failures.of(FailureCode.TASK_EXITED, "job 1")));

    assertThat(Failures.codeOf(wrapped)).isEqualTo(FailureCode.TASK_EXITED);
  }

  @Test
  void aCancellationIsOne() {
    assertThat(Failures.codeOf(new CanceledFailure("x"))).isEqualTo(FailureCode.JOB_CANCELLED);
  }

  @Test
  void whatIsUnknownIsADefect() {
    assertThat(Failures.codeOf(new IllegalStateException("x")))
        .isEqualTo(FailureCode.INTERNAL_ERROR);
    assertThat(Failures.codeOf(ApplicationFailure.newFailure("x", "SomethingElse")))
        .isEqualTo(FailureCode.INTERNAL_ERROR);
  }

  private static FailureCode timeout(TimeoutType type) {
    return Failures.codeOf(new RuntimeException(new TimeoutFailure("timeout", null, type)));
  }
}
