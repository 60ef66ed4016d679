package dev.waypoint.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitHintsTest {
  @ParameterizedTest
  @ValueSource(strings = {"starting", "connecting"})
  void whileItsRunnerIsLaunchedTheLongHintNamesTheContainerAndNotTheOtherRunners(String phase) {
    Job job =
        Job.newBuilder()
            .setId("job-1")
            .setState(JobState.QUEUED)
            .setPhase(phase)
            .setWaitingReason("an on-demand runner is being launched")
            .build();
    WaitHints hints = new WaitHints(FollowTimes.usual());
    hints.waiting(true);

    assertThat(hints.text(job, JobFollower.OnInterrupt.DETACH).orElseThrow())
        .startsWith("the job job-1 waits: an on-demand runner is being launched; Ctrl-C");
    assertThat(hints.text(job, JobFollower.OnInterrupt.DETACH).orElseThrow())
        .contains("waypoint task inspect -run-job-id=job-1")
        .doesNotContain("runner list");
  }
}
