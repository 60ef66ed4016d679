package dev.waypoint.workflows.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskQueuesTest {
  @Test
  void eachTargetHasAQueueForJobsAndOneForLaunches() {
    assertThat(TaskQueues.jobs(new TargetRunner.Any())).isEqualTo("runner/any");
    assertThat(TaskQueues.jobs(new TargetRunner.ById(new RunnerId("r1"))))
        .isEqualTo("runner/id/r1");
    assertThat(TaskQueues.launches(new TargetRunner.ById(new RunnerId("r1"))))
        .isEqualTo("runner/id/r1/launch");
    assertThat(TaskQueues.isLaunchQueue("runner/any/launch")).isTrue();
    assertThat(TaskQueues.isLaunchQueue("runner/any")).isFalse();
  }

  @Test
  void equalLabelsMeanOneQueueInWhateverOrderTheyAreGiven() {
    assertThat(TaskQueues.jobs(TargetRunner.ByLabels.of(Map.of("org", "acme", "env", "dev"))))
        .isEqualTo("runner/labels/env=dev,org=acme");
  }

  @Test
  void differentLabelsNeverShareAQueue() {
    assertThat(TaskQueues.jobs(TargetRunner.ByLabels.of(Map.of("a", "1,b=2"))))
        .isNotEqualTo(TaskQueues.jobs(TargetRunner.ByLabels.of(Map.of("a", "1", "b", "2"))));
  }

  @Test
  void aLabelTargetMatchesRunnersThatHaveAllOfItsLabels() {
    TargetRunner target = TargetRunner.ByLabels.of(Map.of("env", "dev"));
    RunnerId id = new RunnerId("r1");

    assertThat(target.matches(id, Map.of("env", "dev", "org", "acme"), false)).isTrue();
    assertThat(target.matches(id, Map.of("org", "acme"), false)).isFalse();
    assertThat(target.matches(id, Map.of("env", "Dev"), false)).isFalse();
    assertThat(target.matches(id, Map.of("env", "dev"), true)).isFalse();
  }

  @Test
  void aRunnerByIdOnlyIsMatchedByItsIdAlone() {
    RunnerId id = OnDemandRunnerIds.of(new JobId("01KAN2X7Q5V9T3M8R6E4Y1C0ZB"), 2);

    assertThat(id.value()).isEqualTo("odr-01kan2x7q5v9t3m8r6e4y1c0zb-2");
    assertThat(new TargetRunner.ById(id).matches(id, Map.of(), true)).isTrue();
    assertThat(new TargetRunner.Any().matches(id, Map.of(), true)).isFalse();
  }

  @Test
  void anIdThatWouldBreakAQueueNameIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RunnerId("a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> new RunnerId(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> TargetRunner.ByLabels.of(Map.of()));
  }
}
