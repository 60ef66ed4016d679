package dev.waypoint.gateway.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.gateway.job.TestingJobs;
import dev.waypoint.protocol.v1.CancelTaskRequest;
import dev.waypoint.protocol.v1.DeleteProfileRequest;
import dev.waypoint.protocol.v1.GetTaskRequest;
import dev.waypoint.protocol.v1.GetTaskResponse;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListTasksRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.Task;
import dev.waypoint.protocol.v1.TaskOverride;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is known about the containers of on-demand jobs. */
@Timeout(120)
class TaskRecordsTest {
  @TempDir Path directory;
  private final TestingPlatform platform = new TestingPlatform();
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    platform.serve(gateway);
    profile("docker-dev", "registry.test/odr:1");
  }

  @AfterEach
  void stop() {
    platform.leave();
    gateway.close();
  }

  @Test
  @Tag("behaviour-121")
  @Tag("behaviour-137")
  @Tag("behaviour-139")
  @Tag("behaviour-149")
  void aTaskIsKnownFromItsStartToItsRemoval() {
    String job = queue("docker-dev");
    assertThat(TestingJobs.follow(gateway, job, 0).job().getState()).isEqualTo(JobState.SUCCESS);
    Waiting.until(() -> ofJob(job).getState() == Task.State.STOPPED);

    Task task = ofJob(job);
    assertThat(task.getName()).isEqualTo("waypoint-task-" + job.toLowerCase(Locale.ROOT) + "-1");
    assertThat(task.getAttempt()).isEqualTo(1);
    assertThat(task.getRunnerId()).isEqualTo("odr-" + job.toLowerCase(Locale.ROOT) + "-1");
    assertThat(task.getLauncher()).isEqualTo("launcher");
    assertThat(task.getResource()).isEqualTo("resource of " + job);
    assertThat(task.getProfile()).isEqualTo("docker-dev");
    assertThat(task.getApplication().getProject()).isEqualTo("shop");
    assertThat(task.hasStopTime()).isTrue();
    assertThat(platform.present()).isEmpty();
    GetTaskResponse found =
        gateway
            .tasks()
            .getTask(
                GetTaskRequest.newBuilder().setId(task.getId().toLowerCase(Locale.ROOT)).build());
    assertThat(found.getTask()).isEqualTo(task);
    assertThat(found.getJob().getId()).isEqualTo(job);
  }

  @Test
  @Tag("behaviour-123")
  void nothingIsLaunchedForAJobUntilWhatItDependsOnIsDone() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    platform.executing(
        (worker, attempt, assignment) -> {
          if (assignment.getSpec().getLabelsMap().containsKey("first")) {
            begun.countDown();
            go.await();
          }
          worker.succeed(attempt, 0);
          return "SUCCESS";
        });
    String first = TestingJobs.queue(gateway, noop().putLabels("first", "yes"));
    begun.await();
    String second = TestingJobs.queue(gateway, noop().addDependsOn(first));
    String beside = TestingJobs.queue(gateway, noop());

    assertThat(TestingJobs.follow(gateway, beside, 0).job().getState()).isEqualTo(JobState.SUCCESS);
    assertThat(platform.everMade()).containsExactlyInAnyOrder(container(first), container(beside));
    assertThat(TestingJobs.get(gateway, second).getWaitsForJob()).isEqualTo(first);
    assertThatThrownBy(() -> ofJob(second)).hasMessageContaining("no task runs job");
    go.countDown();

    assertThat(TestingJobs.follow(gateway, second, 0).job().getState()).isEqualTo(JobState.SUCCESS);
    assertThat(platform.everMade()).endsWith(container(second));
  }

  private static JobSpec.Builder noop() {
    return TestingJobs.spec(Operation.NOOP).setProfile("docker-dev");
  }

  private static String container(String job) {
    return "waypoint-task-" + job.toLowerCase(Locale.ROOT) + "-1";
  }

  @Test
  @Tag("behaviour-137")
  void tasksAreListedByState() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    platform.executing(
        (worker, attempt, assignment) -> {
          begun.countDown();
          go.await();
          worker.succeed(attempt, 0);
          return "SUCCESS";
        });
    String job = queue("docker-dev");
    begun.await();

    assertThat(list(Task.State.RUNNING)).extracting(Task::getJobId).containsExactly(job);
    assertThat(list(Task.State.STOPPED)).isEmpty();
    assertThat(list(Task.State.PENDING, Task.State.RUNNING)).hasSize(1);
    go.countDown();
    Waiting.until(() -> !list(Task.State.STOPPED).isEmpty());
    assertThat(list(Task.State.RUNNING)).isEmpty();
    assertThat(list()).hasSize(1);
  }

  @Test
  @Tag("behaviour-130")
  @Tag("behaviour-131")
  void everyAttemptHasATaskOfItsOwn() {
    platform.executing(
        (worker, attempt, assignment) -> {
          if (attempt.getAttempt() == 1) {
            platform.container(platform.present().getFirst()).kill();
            throw new InterruptedException("killed");
          }
          worker.succeed(attempt, 0);
          return "SUCCESS";
        });
    String job = queue("docker-dev");

    Job ended = TestingJobs.follow(gateway, job, 0).job();

    assertThat(ended.getState()).isEqualTo(JobState.SUCCESS);
    assertThat(ended.getAttempt()).isEqualTo(2);
    Waiting.until(() -> list(Task.State.STOPPED).size() == 2);
    List<Task> tasks = list();
    assertThat(tasks).extracting(Task::getAttempt).containsExactly(2, 1);
    assertThat(tasks.get(1).getExitCode()).isEqualTo(137);
    assertThat(tasks.get(1).getReason()).contains("137");
    assertThat(ofJob(job).getAttempt()).isEqualTo(2);
  }

  @Test
  @Tag("behaviour-133")
  @Tag("behaviour-138")
  void cancellingATaskCancelsItsJobAndRemovesTheContainer() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    platform.executing(
        (worker, attempt, assignment) -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return "SUCCESS";
        });
    String job = queue("docker-dev");
    begun.await();
    platform.container(platform.present().getFirst());

    gateway.tasks().cancelTask(CancelTaskRequest.newBuilder().setRunJobId(job).build());
    platform.container(platform.present().getFirst()).kill();

    assertThat(TestingJobs.follow(gateway, job, 0).job().getState()).isEqualTo(JobState.ERROR);
    Waiting.until(() -> ofJob(job).getState() == Task.State.STOPPED);
    assertThat(platform.present()).isEmpty();
    assertThat(TestingJobs.get(gateway, job).hasCancelTime()).isTrue();
  }

  @Test
  @Tag("behaviour-129")
  void aStartThatFailsShowsThePlatformsWordsAndIsStopped() {
    profile("broken", "missing");
    String job = queue("broken");

    Job ended = TestingJobs.follow(gateway, job, 0).job();

    assertThat(ended.getError().getMessage()).contains("there is no image missing");
    Waiting.until(() -> ofJob(job).getState() == Task.State.STOPPED);
    assertThat(ofJob(job).getReason()).contains("there is no image missing");
  }

  @Test
  @Tag("behaviour-134")
  void aRemovalThatFailsForAWhileIsRepeatedWithTheSettingsOfTheStart() {
    platform.stopsFail(true);
    String job = queue("docker-dev");
    TestingJobs.follow(gateway, job, 0);
    Waiting.until(() -> ofJob(job).getReason().contains("the platform is away"));
    assertThat(ofJob(job).getState()).isEqualTo(Task.State.STOPPING);

    gateway
        .profiles()
        .deleteProfile(DeleteProfileRequest.newBuilder().setName("docker-dev").build());
    platform.stopsFail(false);

    Waiting.until(() -> ofJob(job).getState() == Task.State.STOPPED);
    assertThat(platform.present()).isEmpty();
  }

  @Test
  @Tag("behaviour-127")
  void aJobMayDescribeAContainerOfItsOwn() {
    String job =
        TestingJobs.queue(
            gateway,
            TestingJobs.spec(Operation.BUILD)
                .setProfile("docker-dev")
                .setTask(
                    TaskOverride.newBuilder()
                        .setImage("registry.test/own:2")
                        .addEntrypoint("/bin/sh")
                        .addArguments("-c")
                        .addArguments("exec waypoint runner agent -odr")
                        .putEnvironment("EXTRA", "mine")));
    List<TestingContainer> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
    platform.executing(
        (worker, attempt, assignment) -> {
          seen.add(platform.container(platform.present().getFirst()));
          worker.succeed(attempt, 0);
          return "SUCCESS";
        });

    assertThat(TestingJobs.follow(gateway, job, 0).job().getState()).isEqualTo(JobState.SUCCESS);

    assertThat(seen.getFirst().made().getImage()).isEqualTo("registry.test/own:2");
    assertThat(seen.getFirst().made().getEntrypointList()).containsExactly("/bin/sh");
    assertThat(seen.getFirst().made().getArgumentsList())
        .containsExactly("-c", "exec waypoint runner agent -odr");
    assertThat(seen.getFirst().made().getEnvironmentMap())
        .containsEntry("EXTRA", "mine")
        .containsKey("WAYPOINT_SERVER_TOKEN");
  }

  @Test
  void aContainerOfItsOwnNeedsAProfile() {
    assertThatThrownBy(
            () ->
                TestingJobs.queue(
                    gateway,
                    TestingJobs.spec(Operation.BUILD)
                        .setNoProfile(true)
                        .setTask(TaskOverride.newBuilder().setImage("registry.test/own:2"))))
        .hasMessageContaining("no runner profile applies");
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertThatThrownBy(() -> gateway.tasks().getTask(GetTaskRequest.getDefaultInstance()))
        .hasMessageContaining("name either a task or the job");
    assertThatThrownBy(
            () -> gateway.tasks().getTask(GetTaskRequest.newBuilder().setId("nothing").build()))
        .hasMessageContaining("NOT_FOUND")
        .hasMessageContaining("'nothing'");
    assertThatThrownBy(
            () ->
                gateway.tasks().getTask(GetTaskRequest.newBuilder().setRunJobId("nothing").build()))
        .hasMessageContaining("no task runs job 'nothing'");
  }

  private String queue(String profile) {
    return TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD).setProfile(profile));
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

  private void profile(String name, String image) {
    gateway
        .profiles()
        .setProfile(
            SetProfileRequest.newBuilder()
                .setProfile(
                    Profile.newBuilder().setName(name).setPluginType("docker").setOciUrl(image))
                .build());
  }
}
