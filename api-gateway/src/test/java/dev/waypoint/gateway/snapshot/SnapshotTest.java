package dev.waypoint.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.job.TestingJobs;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.CreateSnapshotRequest;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.GetRunnerRequest;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.RestoreSnapshotRequest;
import dev.waypoint.protocol.v1.RestoreSnapshotResponse;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.RunnerServiceGrpc;
import dev.waypoint.protocol.v1.SnapshotServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir Path directory;
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aRestoreBringsEverythingBackAsItWasAndKeepsWhatWasThere() throws Exception {
    apply("before");
    try (TestingRunner runner =
        TestingRunner.connect(gateway.asUser(), "r1", RunnerKind.STATIC, Map.of("env", "dev"))) {
      runner.work();
    }
    String user = userToken("ann");
    byte[] snapshot = snapshot();
    apply("after");
    gateway
        .runners()
        .forgetRunner(
            dev.waypoint.protocol.v1.ForgetRunnerRequest.newBuilder().setId("r1").build());
    String later = userToken("bob");

    RestoreSnapshotResponse staged = restore(snapshot);
    assertThat(staged.getRows()).isPositive();
    assertThat(project("after").getName()).isEqualTo("after");
    restart();

    assertThat(project("before").getVariablesList()).hasSize(1);
    assertThatThrownBy(() -> project("after")).hasMessageContaining("not known");
    assertThat(
            gateway
                .runners()
                .getRunner(GetRunnerRequest.newBuilder().setId("r1").build())
                .getRunner()
                .getLabelsMap())
        .isEqualTo(Map.of("env", "dev"));
    list(user);
    assertThatThrownBy(() -> list(later)).hasMessageContaining("unknown here");
    assertThat(kept("before-")).hasSize(1);
    assertThat(kept("restored-")).hasSize(1);
    assertThat(kept("staged")).isEmpty();
  }

  @Test
  void whatIsConfidentialIsEncryptedAndTheKeysAreNotInIt() throws Exception {
    apply("before");
    String text = text(snapshot());
    assertThat(text)
        .contains("\"waypoint-snapshot\"", "before")
        .doesNotContain("hidden-value", gateway.token());
  }

  @Test
  void aSnapshotThatDoesNotFitIsRefusedAndNothingIsStaged() throws Exception {
    byte[] snapshot = snapshot();
    refused("no snapshot".getBytes(StandardCharsets.UTF_8), "this is no snapshot");
    refused(zip("{\"format\":\"other\"}\n"), "this is no snapshot of a waypoint server");
    refused(java.util.Arrays.copyOf(snapshot, snapshot.length / 2), "damaged");
    refused(edit(snapshot, text -> text.replace("tester", "tasted")), "its check sum is wrong");
    refused(
        edit(snapshot, text -> text.replaceFirst("(?m)^\\[\"token\".*\n", "")), "rows instead of");
    refused(
        edit(snapshot, text -> text.replace("\"version\":1,", "\"version\":2,")),
        "format version 2");
    refused(
        edit(snapshot, text -> text.replaceFirst("\"schema\":\\[\"1\"", "\"schema\":[\"0\"")),
        "with that version, then upgrade");
    assertThat(kept("staged")).isEmpty();
    assertThat(kept("incoming-")).isEmpty();
  }

  @Test
  void theSnapshotOfAnotherServerNeedsItsKeys(@TempDir Path other) throws Exception {
    byte[] foreign;
    try (TestingGateway stranger =
        TestingGateway.start(dev.waypoint.gateway.boot.GatewayOptions.embedded(other))) {
      foreign = snapshot(stranger);
    }
    refused(foreign, "copy the folder 'keys'");
  }

  @Test
  void aStagedSnapshotThatCannotBeTakenOverStopsTheStartAndChangesNothing() throws Exception {
    apply("before");
    byte[] snapshot = snapshot();
    apply("after");
    restore(snapshot);
    gateway.close();
    Path staged = directory.resolve("restore/staged.gz");
    Files.write(staged, java.util.Arrays.copyOf(snapshot, snapshot.length - 20));
    assertThatThrownBy(() -> TestingGateway.start(directory))
        .hasMessageContaining("staged.gz cannot be restored")
        .hasMessageContaining("Nothing was changed");
    Files.delete(staged);
    gateway = TestingGateway.start(directory);
    assertThat(project("after").getName()).isEqualTo("after");
  }

  @Test
  void aLaterRestoreTakesThePlaceOfAnEarlierOne() throws Exception {
    byte[] first = snapshot();
    apply("shop");
    byte[] second = snapshot();
    restore(first);
    restore(second);
    restart();
    assertThat(project("shop").getName()).isEqualTo("shop");
  }

  @Test
  void theServerIsAskedToEndOnceTheSnapshotIsStaged() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    gateway.server().onExitRequested(asked::countDown);
    byte[] snapshot = snapshot();
    restore(snapshot);
    assertThat(asked.getCount()).isEqualTo(1);
    send(snapshot, true).get(20, TimeUnit.SECONDS);
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void unfinishedJobsOfTheSnapshotGoOnAfterTheRestore() throws Exception {
    String queued;
    try (TestingRunner runner =
        TestingRunner.connect(gateway.asUser(), "r1", RunnerKind.STATIC, Map.of())) {
      runner.work();
      queued = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
      restore(snapshot());
    }
    restart();
    try (TestingWorker _ = TestingWorker.start(gateway, "r1", Map.of(), TestingWorker.SUCCEED)) {
      assertThat(TestingJobs.follow(gateway, queued, 0).job().getState())
          .isEqualTo(JobState.SUCCESS);
    }
  }

  @Test
  void aDeploymentThatHadBegunInTheSnapshotEndsAndSaysWhatIsUnknown() throws Exception {
    TestingWorker.Execution hang =
        (worker, attempt, _) -> {
          worker.print(attempt, 0, "begun");
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    String id;
    try (TestingWorker worker = TestingWorker.start(gateway, "r1", Map.of(), hang)) {
      id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      worker.awaitBegun();
      restore(snapshot());
      worker.kill();
      restart();
    }
    dev.waypoint.protocol.v1.Job job = TestingJobs.follow(gateway, id, 0).job();
    assertThat(job.getState()).isEqualTo(JobState.ERROR);
    assertThat(job.getError().getCode()).isEqualTo("RUNNER_LOST_MIDWAY");
  }

  private void restart() {
    String token = gateway.token();
    gateway.close();
    gateway = TestingGateway.start(directory);
    assertThat(gateway.token()).isNotEqualTo(token);
  }

  private void apply(String name) {
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(
                    Project.newBuilder()
                        .setName(name)
                        .addVariables(
                            InputVariable.newBuilder().setName("v").setValue("hidden-value")))
                .build());
  }

  private Project project(String name) {
    return gateway
        .projects()
        .getProject(GetProjectRequest.newBuilder().setName(name).build())
        .getProject();
  }

  private String userToken(String user) {
    return gateway
        .tokens()
        .createUserToken(CreateUserTokenRequest.newBuilder().setUser(user).build())
        .getToken();
  }

  private void list(String token) {
    RunnerServiceGrpc.newBlockingStub(gateway.as(token))
        .listRunners(ListRunnersRequest.getDefaultInstance());
  }

  private Stream<Path> kept(String prefix) throws IOException {
    Path folder = directory.resolve("restore");
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .toList()
          .stream();
    }
  }

  private byte[] snapshot() {
    return snapshot(gateway);
  }

  private static byte[] snapshot(TestingGateway of) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SnapshotServiceGrpc.newBlockingStub(of.asUser())
        .createSnapshot(CreateSnapshotRequest.getDefaultInstance())
        .forEachRemaining(part -> bytes.writeBytes(part.getData().toByteArray()));
    return bytes.toByteArray();
  }

  private RestoreSnapshotResponse restore(byte[] snapshot) throws Exception {
    return send(snapshot, false).get(20, TimeUnit.SECONDS);
  }

  private void refused(byte[] snapshot, String why) {
    assertThatThrownBy(() -> restore(snapshot))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining(why);
  }

  private CompletableFuture<RestoreSnapshotResponse> send(byte[] snapshot, boolean exit) {
    CompletableFuture<RestoreSnapshotResponse> answer = new CompletableFuture<>();
    StreamObserver<RestoreSnapshotRequest> request =
        SnapshotServiceGrpc.newStub(gateway.asUser())
            .restoreSnapshot(
                new StreamObserver<>() {
                  @Override
                  public void onNext(RestoreSnapshotResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable error) {
                    answer.completeExceptionally(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    request.onNext(
        RestoreSnapshotRequest.newBuilder()
            .setData(ByteString.copyFrom(snapshot))
            .setExit(exit)
            .build());
    request.onCompleted();
    return answer;
  }

  private static byte[] edit(byte[] snapshot, UnaryOperator<String> change) throws IOException {
    String before = text(snapshot);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    return zip(after);
  }

  private static String text(byte[] snapshot) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(snapshot))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] zip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
