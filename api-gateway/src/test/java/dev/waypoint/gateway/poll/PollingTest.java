package dev.waypoint.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.gateway.job.TestingJobs;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.BeginRecordRequest;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.DestroyProjectRequest;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.FinishRecordRequest;
import dev.waypoint.protocol.v1.ForgetRunnerRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.GetProjectResponse;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.PollState;
import dev.waypoint.protocol.v1.Polling;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Record;
import dev.waypoint.protocol.v1.RegisterApplicationsRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PollingTest {
  @TempDir private Path directory;
  private final List<JobSpec> executed = new CopyOnWriteArrayList<>();
  private final AtomicInteger failuresToCome = new AtomicInteger();
  private TestingGateway gateway;
  private TestingWorker worker;
  private Git repository;

  @BeforeEach
  void start() throws Exception {
    repository = Git.init().setDirectory(directory.resolve("repository").toFile()).call();
    gateway = TestingGateway.start(directory.resolve("server"));
    worker = TestingWorker.start(gateway, "r1", Map.of(), this::execute);
  }

  @AfterEach
  void stop() {
    worker.close();
    gateway.close();
    repository.close();
  }

  private String execute(
      TestingWorker runner, AttemptRef attempt, GetJobAssignmentResponse assignment) {
    executed.add(assignment.getSpec());
    if (assignment.getSpec().getOperation() == Operation.INIT) {
      runner
          .agent()
          .registerApplications(
              RegisterApplicationsRequest.newBuilder()
                  .setAttempt(attempt)
                  .addAllApplications(List.of("web", "worker"))
                  .build());
    } else if (assignment.getSpec().getOperation() == Operation.DEPLOY) {
      recordDeployment(runner, attempt);
    } else if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      runner
          .agent()
          .deliverResult(
              DeliverResultRequest.newBuilder()
                  .setAttempt(attempt)
                  .setFailure(
                      Failure.newBuilder().setCode("OPERATION_FAILED").setMessage("no luck"))
                  .build());
      return "OPERATION_FAILED";
    }
    runner.succeed(attempt, 0);
    return "SUCCESS";
  }

  private String commit(String file, String content) throws Exception {
    Path path = repository.getRepository().getWorkTree().toPath().resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    repository.add().addFilepattern(".").call();
    return repository
        .commit()
        .setMessage(content)
        .setAuthor("Ann", "ann@example.org")
        .setCommitter("Ann", "ann@example.org")
        .setSign(false)
        .call()
        .name();
  }

  private Project.Builder project(DataSource.Git.Builder git) {
    return Project.newBuilder()
        .setName("garden")
        .setRemoteEnabled(true)
        .setDataSource(DataSource.newBuilder().setGit(git))
        .setPoll(Polling.newBuilder().setEnabled(true).setInterval(Durations.fromSeconds(1)))
        .setAppStatusPoll(Polling.newBuilder().setEnabled(false));
  }

  private DataSource.Git.Builder source() {
    return DataSource.Git.newBuilder()
        .setUrl(repository.getRepository().getWorkTree().toURI().toString());
  }

  private void apply(Project.Builder project, String... fields) {
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(project)
                .addAllUpdate(List.of(fields))
                .build());
  }

  private GetProjectResponse get() {
    return gateway.projects().getProject(GetProjectRequest.newBuilder().setName("garden").build());
  }

  private PollState state() {
    return state("git");
  }

  private PollState state(String kind) {
    return get().getPollsList().stream()
        .filter(poll -> poll.getKind().equals(kind))
        .findFirst()
        .orElse(PollState.getDefaultInstance());
  }

  private void awaitApplied(String commit) {
    Waiting.until(() -> state().getAppliedRef().equals(commit));
  }

  private List<JobSpec> ups() {
    return executed.stream().filter(spec -> spec.getOperation() == Operation.UP).toList();
  }

  @Test
  @Tag("behaviour-166")
  @Tag("behaviour-168")
  @Tag("behaviour-169")
  void everyAppIsBroughtToANewCommitOnceAndAtOnce() throws Exception {
    String first = commit("waypoint.hcl", "one");

    apply(project(source()));
    awaitApplied(first);

    assertThat(get().getProject().getApplicationsList()).containsExactly("web", "worker");
    assertThat(ups())
        .extracting(spec -> spec.getApplication().getApplication())
        .containsExactlyInAnyOrder("web", "worker");
    assertThat(executed)
        .extracting(spec -> spec.getDataSource().getGit().getRef())
        .containsOnly(first);

    long looked = state().getLastPoll().getSeconds();
    Waiting.until(() -> state().getLastPoll().getSeconds() > looked);
    assertThat(ups()).hasSize(2);

    String second = commit("waypoint.hcl", "two");
    awaitApplied(second);
    assertThat(ups()).hasSize(4);
  }

  @Test
  void anotherSourceIsLookedAtAtOnceAndNotAfterTheInterval() throws Exception {
    DataSource.Git.Builder source = source();
    apply(
        project(source.clone().setRef("no-such-branch"))
            .setPoll(Polling.newBuilder().setEnabled(true).setInterval(Durations.fromHours(10))));
    Waiting.until(() -> !state().getProblem().isEmpty());

    String commit = commit("waypoint.hcl", "one");
    apply(
        Project.newBuilder()
            .setName("garden")
            .setDataSource(DataSource.newBuilder().setGit(source)),
        "data_source");
    awaitApplied(commit);
    assertThat(state().getProblem()).isEmpty();
  }

  @Test
  @Tag("behaviour-173")
  void whatFailedIsTriedAgainWithoutANewCommit() throws Exception {
    failuresToCome.set(1);
    String commit = commit("waypoint.hcl", "one");

    apply(project(source()));
    awaitApplied(commit);

    assertThat(ups()).hasSize(4);
    assertThat(state().getProblem()).isEmpty();
  }

  @Test
  @Tag("behaviour-170")
  void nothingIsLookedAtOnceItIsSwitchedOff() throws Exception {
    awaitFirst();

    apply(Project.newBuilder().setName("garden"), "poll");

    assertThat(get().getPollsList()).isEmpty();
    commit("waypoint.hcl", "two");
    apply(project(source()), "poll");
    Waiting.until(() -> ups().size() == 4);
  }

  private void awaitFirst() throws Exception {
    String first = commit("waypoint.hcl", "one");
    apply(project(source()));
    awaitApplied(first);
  }

  @Test
  @Tag("behaviour-171")
  void changesOutsideOfThePathMoveTheCommitAndDeployNothing() throws Exception {
    String first = commit("shop/waypoint.hcl", "one");
    apply(project(source().setPath("shop").setIgnoreChangesOutsidePath(true)));
    awaitApplied(first);

    String outside = commit("other/file", "two");
    awaitApplied(outside);
    assertThat(ups()).hasSize(2);

    String inside = commit("shop/file", "three");
    awaitApplied(inside);
    assertThat(ups()).hasSize(4);
  }

  @Test
  void aRepositoryThatIsAwayIsAProblemThatCanBeRead() {
    apply(
        project(DataSource.Git.newBuilder().setUrl(directory.resolve("none").toUri().toString())));

    Waiting.until(() -> state().getProblem().contains("cannot be read"));
    assertThat(executed).isEmpty();
  }

  @Test
  @Tag("behaviour-72")
  void withoutAStaticRunnerPollingSaysSoAndGoesOnOnceOneIsThere() throws Exception {
    leave();
    String commit = commit("waypoint.hcl", "one");

    apply(project(source()));
    Waiting.until(() -> state().getProblem().contains("no runner is registered"));
    assertThat(executed).isEmpty();

    worker = TestingWorker.start(gateway, "r2", Map.of(), this::execute);
    awaitApplied(commit);
    assertThat(ups()).hasSize(2);
    assertThat(state().getProblem()).isEmpty();
  }

  @Test
  @Tag("behaviour-72")
  void withoutAStaticRunnerStatusChecksSaySoAndGoOnOnceOneIsThere() throws Exception {
    apply(Project.newBuilder().setName("garden").addApplications("web"));
    deploy("web", "default");
    leave();

    apply(
        Project.newBuilder()
            .setName("garden")
            .setDataSource(DataSource.newBuilder().setGit(source()))
            .setAppStatusPoll(
                Polling.newBuilder().setEnabled(true).setInterval(Durations.fromSeconds(1))),
        "app_status_poll",
        "data_source");
    Waiting.until(() -> state("status").getProblem().contains("no runner is registered"));
    assertThat(statuses()).isEmpty();

    worker = TestingWorker.start(gateway, "r2", Map.of(), this::execute);
    Waiting.until(() -> !statuses().isEmpty());
    Waiting.until(() -> state("status").getProblem().isEmpty());
  }

  @Test
  @Tag("behaviour-172")
  void whatIsDeployedIsAskedHowItFaresAgainAndAgain() {
    apply(Project.newBuilder().setName("garden").addApplications("web").addApplications("worker"));
    deploy("web", "default");

    apply(
        Project.newBuilder()
            .setName("garden")
            .setDataSource(DataSource.newBuilder().setGit(source()))
            .setAppStatusPoll(
                Polling.newBuilder().setEnabled(true).setInterval(Durations.fromSeconds(1))),
        "app_status_poll",
        "data_source");
    Waiting.until(() -> statuses().size() >= 3);

    assertThat(statuses())
        .allSatisfy(
            spec -> {
              assertThat(spec.getApplication().getApplication()).isEqualTo("web");
              assertThat(spec.getWorkspace()).isEqualTo("default");
            });
  }

  @Test
  @Tag("behaviour-172")
  void pollingForCommitsAsksForTheStatusTooEveryFiveMinutes() throws Exception {
    commit("waypoint.hcl", "one");
    apply(project(source()).clearAppStatusPoll());

    Waiting.until(() -> state("status").hasLastPoll());
    PollState status = state("status");
    assertThat(status.getNextPoll().getSeconds() - status.getLastPoll().getSeconds())
        .isEqualTo(300);
  }

  private void deploy(String app, String workspace) {
    String job =
        TestingJobs.queue(
            gateway,
            TestingJobs.spec(Operation.DEPLOY)
                .setApplication(
                    ApplicationRef.newBuilder().setProject("garden").setApplication(app))
                .setWorkspace(workspace)
                .setDataSource(DataSource.newBuilder().setGit(source())));
    assertThat(TestingJobs.follow(gateway, job, 0).job().getState()).isEqualTo(JobState.SUCCESS);
  }

  private List<JobSpec> statuses() {
    return executed.stream().filter(spec -> spec.getOperation() == Operation.STATUS).toList();
  }

  private void leave() {
    worker.close();
    gateway.runners().forgetRunner(ForgetRunnerRequest.newBuilder().setId("r1").build());
  }

  private static void recordDeployment(TestingWorker runner, AttemptRef attempt) {
    String begun =
        runner
            .agent()
            .beginRecord(
                BeginRecordRequest.newBuilder()
                    .setAttempt(attempt)
                    .setKind(Record.Kind.DEPLOYMENT_RECORD)
                    .setComponent("docker")
                    .build())
            .getRecord()
            .getId();
    runner
        .agent()
        .finishRecord(
            FinishRecordRequest.newBuilder()
                .setAttempt(attempt)
                .setRecordId(begun)
                .setSuccess(true)
                .build());
  }

  @Test
  @Tag("behaviour-165")
  void aProjectIsForgottenWithoutTouchingWhatIsDeployed() {
    apply(Project.newBuilder().setName("garden").addApplications("web"));

    gateway
        .projects()
        .destroyProject(
            DestroyProjectRequest.newBuilder().setName("garden").setSkipResources(true).build());

    Waiting.until(this::isForgotten);
    assertThat(executed).isEmpty();
  }

  @Test
  @Tag("behaviour-165")
  void aProjectIsForgottenOnceAllThatIsDeployedIsDestroyedInEveryWorkspace() {
    apply(
        Project.newBuilder()
            .setName("garden")
            .addApplications("web")
            .addApplications("worker")
            .setDataSource(DataSource.newBuilder().setGit(source())));
    deploy("web", "default");
    deploy("web", "production");
    deploy("worker", "production");

    destroy();

    Waiting.until(this::isForgotten);
    assertThat(destroyed())
        .containsExactlyInAnyOrder("web in default", "web in production", "worker in production");
  }

  @Test
  @Tag("behaviour-165")
  void whatCannotBeDestroyedKeepsTheProjectUntilItCan() {
    apply(
        Project.newBuilder()
            .setName("garden")
            .addApplications("web")
            .setDataSource(DataSource.newBuilder().setGit(source())));
    deploy("web", "default");
    failuresToCome.set(1);

    destroy();
    Waiting.until(() -> get().getDestroyFailure().contains("no luck"));
    assertThat(get().getProject().getDestroying()).isFalse();

    destroy();
    Waiting.until(this::isForgotten);
    assertThat(destroyed()).containsExactly("web in default", "web in default");
  }

  private void destroy() {
    gateway.projects().destroyProject(DestroyProjectRequest.newBuilder().setName("garden").build());
  }

  private List<String> destroyed() {
    return executed.stream()
        .filter(spec -> spec.getOperation() == Operation.DESTROY)
        .map(spec -> spec.getApplication().getApplication() + " in " + spec.getWorkspace())
        .toList();
  }

  private boolean isForgotten() {
    return gateway
        .projects()
        .listProjects(ListProjectsRequest.getDefaultInstance())
        .getProjectsList()
        .stream()
        .noneMatch(project -> project.getName().equals("garden"));
  }
}
