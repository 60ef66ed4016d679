package dev.waypoint.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The limits under which activities are placed, as the engine sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityLimitsTest {
  private List<ActivityTaskScheduledEventAttributes> placed;

  @BeforeAll
  void play() {
    placed =
        WorkflowExecutionHistory.fromJson(Scenario.ON_DEMAND_SUCCESS.play()).getEvents().stream()
            .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
            .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
            .toList();
  }

  @Test
  void everyActivityHasAHeartbeatTimeout() {
    assertThat(placed)
        .hasSize(4)
        .allSatisfy(
            activity ->
                assertThat(activity.getHeartbeatTimeout()).isEqualTo(Durations.fromSeconds(20)));
  }

  @Test
  void theEngineNeverRepeatsAJobByItself() {
    assertThat(named("RunJob").getRetryPolicy().getMaximumAttempts()).isEqualTo(1);
  }

  @Test
  void aJobIsHeldForItsRunnerUntilTheConnectTimeout() {
    assertThat(named("RunJob").getScheduleToStartTimeout()).isEqualTo(Durations.fromMinutes(5));
    assertThat(named("RunJob").getStartToCloseTimeout()).isEqualTo(Durations.fromHours(1));
  }

  @Test
  void aStartIsTriedFourTimesButNeverWhenItWasHandedBack() {
    assertThat(named("StartTask").getRetryPolicy().getMaximumAttempts()).isEqualTo(4);
    assertThat(named("StartTask").getRetryPolicy().getNonRetryableErrorTypesList())
        .containsExactly("HANDED_BACK");
  }

  @Test
  void theLaunchersOwnQueueIsPreferredForHalfAMinute() {
    for (String activity : List.of("WatchTask", "StopTask")) {
      assertThat(named(activity).getTaskQueue().getName()).isEqualTo("runner/id/static-1/launch");
      assertThat(named(activity).getScheduleToStartTimeout()).isEqualTo(Durations.fromSeconds(30));
    }
  }

  @Test
  void aRemovalIsTriedForAnHourAtTenSecondsMost() {
    assertThat(named("StopTask").getScheduleToCloseTimeout()).isEqualTo(Durations.fromHours(1));
    assertThat(named("StopTask").getRetryPolicy().getMaximumAttempts()).isZero();
    assertThat(named("StopTask").getRetryPolicy().getMaximumInterval())
        .isEqualTo(Durations.fromSeconds(10));
  }

  private ActivityTaskScheduledEventAttributes named(String type) {
    return placed.stream()
        .filter(a -> a.getActivityType().getName().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
