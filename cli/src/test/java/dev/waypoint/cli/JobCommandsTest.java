package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.Operation;
import org.junit.jupiter.api.Test;

class JobCommandsTest extends BaseCommandsTest {
  @Test
  void jobsAreListedPageByPageUpToTheLimit() {
    for (int i = 0; i < 5; i++) {
      job("job-" + i, JobState.SUCCESS);
    }
    Result result = cli.run("job", "list", "-limit=3", "-json");
    assertThat(result.out()).contains("job-0", "job-2").doesNotContain("job-3");
    assertThat(cli.services.jobs.lists.getFirst().getPageSize()).isEqualTo(3);
  }

  @Test
  void jobsAreFilteredByStateTargetAndOrder() {
    cli.run(
        "job",
        "list",
        "-state=Queued",
        "-state",
        "RUNNING",
        "-target-runner-id=*",
        "-desc=false",
        "-w=dev");
    ListJobsRequest request = cli.services.jobs.lists.getFirst();
    assertThat(request.getStatesList()).containsExactly(JobState.QUEUED, JobState.RUNNING);
    assertThat(request.getTargetRunner().hasAny()).isTrue();
    assertThat(request.getOldestFirst()).isTrue();
    assertThat(request.getWorkspace()).isEqualTo("dev");
  }

  @Test
  void jobsAreFilteredByWhatTheyDoAndByWhom() {
    cli.run(
        "job",
        "list",
        "-operation=deploy,up",
        "-runner=static-1",
        "-queued-by=ann",
        "-singleton-id=poll/shop");
    ListJobsRequest request = cli.services.jobs.lists.getFirst();
    assertThat(request.getOperationsList()).containsExactly(Operation.DEPLOY, Operation.UP);
    assertThat(request.getAssignedRunner()).isEqualTo("static-1");
    assertThat(request.getQueuedBy()).isEqualTo("ann");
    assertThat(request.getSingletonId()).isEqualTo("poll/shop");
    assertThat(cli.run("job", "list", "-operation=fly").err())
        .contains("there is no such operation", "deploy");
  }

  @Test
  void aJobIsDoneAgainAndFollowed() {
    job("j", JobState.ERROR);
    Result result = cli.run("job", "retry", "j");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("j-again");
    assertThat(cli.services.jobs.streams.getFirst().getJobId()).isEqualTo("j-again");
    assertThat(cli.run("job", "retry", "-detach", "j").code()).isZero();
    assertThat(cli.services.jobs.streams).hasSize(1);
  }

  @Test
  void aJobCannotBeFilteredByTwoTargets() {
    assertThat(cli.run("job", "list", "-target-runner-id=a", "-target-runner-label=k=v").code())
        .isEqualTo(1);
  }

  @Test
  void aQueuedJobIsCancelled() {
    job("j", JobState.QUEUED);
    assertThat(cli.run("job", "cancel", "j").out()).contains("the job j is cancelled");
  }

  private void job(String id, JobState state) {
    cli.services.jobs.jobs.put(
        id,
        Job.newBuilder()
            .setId(id)
            .setState(state)
            .setOperation(Operation.BUILD)
            .setApplication(ApplicationRef.newBuilder().setProject("shop"))
            .build());
  }
}
