package dev.waypoint.gateway.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.gateway.job.TestingJobs;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.DeleteProfileRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetTaskRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListTasksRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On-demand runners that are started ahead of any job. */
@Timeout(120)
class WarmPoolTest {
  @TempDir Path directory;
  private final TestingPlatform platform = new TestingPlatform();
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    platform.serve(gateway);
  }

  @AfterEach
  void stop() {
    platform.leave();
    gateway.close();
  }

  @Test
  void soManyRunnersAreKeptReady() {
    set(profile(2));
    awaitIdle(2);

    assertThat(platform.present()).hasSize(2);
    set(profile(1));
    Waiting.until(() -> platform.present().size() == 1);
    awaitIdle(1);
    assertThat(platform.everMade()).hasSize(2);
  }

  @Test
  void aJobTakesAReadyRunnerWhichIsReplacedAndNeverUsedAgain() {
    set(profile(1));
    awaitIdle(1);
    List<String> runners = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      awaitIdle(1);
      Job job = run();
      assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
      assertThat(job.getAttempt()).isEqualTo(1);
      runners.add(job.getAssignedRunner());
      assertThat(ofJob(job.getId()).getWarm()).isTrue();
    }

    assertThat(new HashSet<>(runners)).hasSize(3);
    assertThat(runners).allMatch(runner -> runner.endsWith("-0"));
    Waiting.until(() -> list(Task.State.STOPPED).size() == 3);
    assertThat(list(Task.State.STOPPED)).allMatch(Task::getWarm);
    awaitIdle(1);
    assertThat(platform.present()).hasSize(1);
  }

  @Test
  void aJobThatFindsNoneReadyHasItsOwnContainer() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    platform.executing(
        (worker, attempt, assignment) -> {
          go.await();
          worker.succeed(attempt, 0);
          return "SUCCESS";
        });
    set(profile(1));
    awaitIdle(1);
    String first = queue();
    Waiting.until(() -> TestingJobs.get(gateway, first).getState() == JobState.RUNNING);
    String second = queue();
    String third = queue();
    Waiting.until(() -> TestingJobs.get(gateway, second).getState() == JobState.RUNNING);
    Waiting.until(() -> TestingJobs.get(gateway, third).getState() == JobState.RUNNING);
    go.countDown();

    assertThat(TestingJobs.follow(gateway, third, 0).job().getState()).isEqualTo(JobState.SUCCESS);
    List<String> runners =
        List.of(first, second, third).stream()
            .map(job -> TestingJobs.get(gateway, job).getAssignedRunner())
            .toList();
    assertThat(new HashSet<>(runners)).hasSize(3);
  }

  @Test
  void theTokenOfAReadyRunnerIsGoodForNoJobAndThenForOne() {
    set(profile(1));
    awaitIdle(1);
    String token =
        platform
            .container(platform.present().getFirst())
            .made()
            .getEnvironmentOrThrow("WAYPOINT_SERVER_TOKEN");
    String other = TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP).setNoProfile(true));

    assertThatThrownBy(() -> assignment(token, other)).hasMessageContaining("this token is for");
    String own = queue();
    Waiting.until(() -> TestingJobs.get(gateway, own).getState() != JobState.QUEUED);
    assertThatThrownBy(() -> assignment(token, other)).hasMessageContaining("this token is for");
  }

  @Test
  void aChangedProfileGetsNewRunnersAndADeletedOneNone() {
    set(profile(1));
    awaitIdle(1);
    String before = platform.present().getFirst();

    set(profile(1).setOciUrl("registry.test/odr:2"));
    Waiting.until(() -> !platform.present().contains(before));
    awaitIdle(1);
    assertThat(platform.container(platform.present().getFirst()).made().getImage())
        .isEqualTo("registry.test/odr:2");

    gateway.profiles().deleteProfile(DeleteProfileRequest.newBuilder().setName("warm").build());
    Waiting.until(() -> platform.present().isEmpty());
    Waiting.until(() -> list(Task.State.STOPPED).size() == 2);
  }

  @Test
  void withoutAJobForTooLongNoneIsKeptUntilTheNextJob() {
    set(profile(1).setWarmMaxIdle(Durations.fromSeconds(3)));
    awaitIdle(1);
    Waiting.until(() -> platform.present().isEmpty());
    int made = platform.everMade().size();

    assertThat(run().getState()).isEqualTo(JobState.SUCCESS);

    awaitIdle(1);
    assertThat(platform.everMade()).hasSizeGreaterThan(made + 1);
  }

  @Test
  void aReadyRunnerThatEndsIsReplaced() {
    set(profile(1));
    awaitIdle(1);
    String before = platform.present().getFirst();

    platform.container(before).kill();

    Waiting.until(() -> !platform.present().contains(before) && platform.present().size() == 1);
    awaitIdle(1);
    assertThat(run().getState()).isEqualTo(JobState.SUCCESS);
  }

  @Test
  void aJobThatLosesItsReadyRunnerIsRepeatedOnAnother() {
    platform.executing(
        (worker, attempt, assignment) -> {
          if (attempt.getAttempt() == 1) {
            String name = ofJob(attempt.getJobId()).getName();
            platform.container(name).kill();
            throw new InterruptedException("killed");
          }
          worker.succeed(attempt, 0);
          return "SUCCESS";
        });
    set(profile(1));
    awaitIdle(1);

    Job job = run();

    assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
    assertThat(job.getAttempt()).isEqualTo(2);
  }

  @Test
  void nothingIsLeftAfterARestartOfAnEngineThatForgets() {
    set(profile(1));
    awaitIdle(1);
    platform.leave();
    gateway.close();

    gateway = TestingGateway.start(directory);
    platform.serve(gateway);
    gateway.profiles().deleteProfile(DeleteProfileRequest.newBuilder().setName("warm").build());

    Waiting.until(() -> platform.present().isEmpty());
    Waiting.until(() -> list(Task.State.STOPPED).size() == platform.everMade().size());
  }

  @Test
  void aPlatformThatFailsIsLeftAloneForAWhile() {
    set(profile(1).setOciUrl("missing"));
    Waiting.until(() -> !list(Task.State.STOPPED).isEmpty());
    assertThat(platform.everMade()).isEmpty();

    assertThat(PoolBackoff.pause(1).toSeconds()).isEqualTo(5);
    assertThat(PoolBackoff.pause(3).toSeconds()).isEqualTo(20);
    assertThat(PoolBackoff.pause(50).toMinutes()).isEqualTo(5);
    assertThat(list()).hasSizeLessThan(4);
  }

  private void set(Profile.Builder profile) {
    gateway.profiles().setProfile(SetProfileRequest.newBuilder().setProfile(profile).build());
  }

  private static Profile.Builder profile(int idle) {
    return Profile.newBuilder()
        .setName("warm")
        .setPluginType("docker")
        .setOciUrl("registry.test/odr:1")
        .setWarmIdle(idle);
  }

  private void awaitIdle(int count) {
    Waiting.until(() -> list(Task.State.IDLE).size() == count);
  }

  private Job run() {
    return TestingJobs.follow(gateway, queue(), 0).job();
  }

  private String queue() {
    return TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP).setProfile("warm"));
  }

  private void assignment(String token, String job) {
    gateway
        .agent(token)
        .getJobAssignment(
            GetJobAssignmentRequest.newBuilder()
                .setAttempt(AttemptRef.newBuilder().setJobId(job).setAttempt(1))
                .build());
  }

  private Task ofJob(String job) {
    return gateway.tasks().getTask(GetTaskRequest.newBuilder().setRunJobId(job).build()).getTask();
  }

  private List<Task> list(Task.State... states) {
    return gateway
        .tasks()
        .listTasks(ListTasksRequest.newBuilder().addAllStates(List.of(states)).build())
        .getTasksList();
  }
}
