package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.BeginRecordRequest;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.DownloadSourceRequest;
import dev.waypoint.protocol.v1.DownloadSourceResponse;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.FindRecordsRequest;
import dev.waypoint.protocol.v1.FinishRecordRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.ListJobsResponse;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.MarkDestroyedRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Record;
import dev.waypoint.protocol.v1.UploadSourceRequest;
import dev.waypoint.protocol.v1.UploadSourceResponse;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStorageTest {
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
  void aQueuedJobSurvivesARestartThatLosesItsWorkflow() {
    String id;
    try (TestingWorker _ = idle("static-1")) {
      id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
    }
    restart();
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      gateway
          .runners()
          .drainRunner(
              dev.waypoint.protocol.v1.DrainRunnerRequest.newBuilder()
                  .setId("static-1")
                  .setUndo(true)
                  .build());
      Job job = TestingJobs.follow(gateway, id, 0).job();
      assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
      assertThat(job.getAttempt()).isEqualTo(1);
    }
  }

  @Test
  void aRunningBuildGoesOnAsANewAttemptAfterARestartAndItsOutputIsKept() throws Exception {
    CountDownLatch printed = new CountDownLatch(1);
    TestingWorker.Execution hang =
        (worker, attempt, _) -> {
          worker.print(attempt, 0, "before the restart");
          printed.countDown();
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    TestingWorker first = TestingWorker.start(gateway, "static-1", Map.of(), hang);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
    printed.await();
    first.kill();
    restart();
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-2", Map.of(), TestingWorker.SUCCEED)) {
      TestingJobs.Followed followed = TestingJobs.follow(gateway, id, 0);
      assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
      assertThat(followed.job().getAttempt()).isEqualTo(2);
      assertThat(followed.lines()).startsWith("before the restart").endsWith("first", "second");
    }
  }

  @Test
  void recordsAreNumberedOnceAndBelongToTheirAttempt() {
    List<Record> made = new ArrayList<>();
    TestingWorker.Execution build =
        (worker, attempt, _) -> {
          Record begun = begin(worker, attempt);
          assertThat(begin(worker, attempt)).isEqualTo(begun);
          made.add(finish(worker, attempt, begun.getId(), true));
          worker.succeed(attempt, 0);
          assertThatThrownBy(() -> begin(worker, attempt)).hasMessageContaining("ATTEMPT_OUTDATED");
          return "SUCCESS";
        };
    try (TestingWorker _ = TestingWorker.start(gateway, "static-1", Map.of(), build)) {
      for (int i = 0; i < 3; i++) {
        String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
        assertThat(TestingJobs.follow(gateway, id, 0).job().getState()).isEqualTo(JobState.SUCCESS);
      }
    }
    assertThat(made).extracting(Record::getSequence).containsExactly(1L, 2L, 3L);
    assertThat(made.getFirst().getDataMap()).containsEntry("image", "web:1");
    assertThat(listRecords()).extracting(Record::getSequence).containsExactly(3L, 2L, 1L);
  }

  @Test
  void whatAFailedJobDidNotFinishHasFailedToo() {
    TestingWorker.Execution fail =
        (worker, attempt, _) -> {
          begin(worker, attempt);
          worker
              .agent()
              .deliverResult(
                  DeliverResultRequest.newBuilder()
                      .setAttempt(attempt)
                      .setFailure(
                          Failure.newBuilder().setCode("OPERATION_FAILED").setMessage("no luck"))
                      .build());
          return "OPERATION_FAILED";
        };
    try (TestingWorker _ = TestingWorker.start(gateway, "static-1", Map.of(), fail)) {
      String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
      assertThat(TestingJobs.follow(gateway, id, 0).job().getState()).isEqualTo(JobState.ERROR);
    }
    assertThat(listRecords())
        .singleElement()
        .matches(record -> record.getStatus() == Record.Status.FAILED)
        .matches(record -> record.getMessage().equals("no luck"))
        .matches(Record::hasCompleteTime);
  }

  @Test
  void destroyedAndFailedRecordsAreNotFoundAgain() {
    TestingWorker.Execution builds =
        (worker, attempt, _) -> {
          Record good = finish(worker, attempt, begin(worker, attempt).getId(), true);
          finish(worker, attempt, begin(worker, attempt).getId(), false);
          assertThat(find(worker, attempt, ""))
              .extracting(Record::getId)
              .containsExactly(good.getId());
          assertThat(find(worker, attempt, "1")).hasSize(1);
          assertThat(find(worker, attempt, good.getId())).hasSize(1);
          worker
              .agent()
              .markDestroyed(
                  MarkDestroyedRequest.newBuilder()
                      .setAttempt(attempt)
                      .setRecordId(good.getId())
                      .build());
          assertThat(find(worker, attempt, "")).isEmpty();
          worker.succeed(attempt, 0);
          return "SUCCESS";
        };
    try (TestingWorker _ = TestingWorker.start(gateway, "static-1", Map.of(), builds)) {
      String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
      assertThat(TestingJobs.follow(gateway, id, 0).job().getState()).isEqualTo(JobState.SUCCESS);
    }
  }

  @Test
  void anUploadedSourceComesOutAsItWentInAndOnlyForItsJob() throws Exception {
    byte[] archive = new byte[1_700_000];
    new Random(1).nextBytes(archive);
    String content = upload(archive);
    CompletableFuture<byte[]> fetched = new CompletableFuture<>();
    TestingWorker.Execution fetch =
        (worker, attempt, assignment) -> {
          assertThatThrownBy(() -> download(worker, attempt, "another"))
              .hasMessageContaining("does not belong");
          String id = assignment.getSpec().getDataSource().getUpload().getContentId();
          fetched.complete(download(worker, attempt, id));
          worker.succeed(attempt, 0);
          return "SUCCESS";
        };
    try (TestingWorker _ = TestingWorker.start(gateway, "static-1", Map.of(), fetch)) {
      TestingJobs.queue(
          gateway,
          TestingJobs.spec(Operation.BUILD)
              .setDataSource(
                  DataSource.newBuilder()
                      .setUpload(DataSource.Upload.newBuilder().setContentId(content))));
      assertThat(fetched.get(20, TimeUnit.SECONDS)).isEqualTo(archive);
    }
  }

  @Test
  void jobsAreListedPageByPageAndByTarget() {
    try (TestingWorker _ = idle("static-1")) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP)));
      }
      String targeted =
          TestingJobs.queue(
              gateway,
              TestingJobs.spec(Operation.NOOP)
                  .setTargetRunner(TestingJobs.labels(Map.of("env", "dev", "os", "a_b%"))));
      ListJobsResponse page = list(ListJobsRequest.newBuilder().setPageSize(2));
      assertThat(page.getJobsList()).extracting(Job::getId).containsExactly(targeted, ids.get(4));
      ListJobsResponse next =
          list(ListJobsRequest.newBuilder().setPageSize(10).setPageToken(page.getNextPageToken()));
      assertThat(next.getJobsList())
          .extracting(Job::getId)
          .containsExactly(ids.get(3), ids.get(2), ids.get(1), ids.get(0));
      assertThat(next.getNextPageToken()).isEmpty();
      assertThat(
              list(ListJobsRequest.newBuilder()
                      .setTargetRunner(TestingJobs.labels(Map.of("os", "a_b%"))))
                  .getJobsList())
          .extracting(Job::getId)
          .containsExactly(targeted);
      assertThat(
              list(ListJobsRequest.newBuilder()
                      .addStates(JobState.QUEUED)
                      .setOldestFirst(true)
                      .setProject("shop"))
                  .getJobsList())
          .extracting(Job::getId)
          .startsWith(ids.getFirst())
          .hasSize(6);
    }
  }

  private ListJobsResponse list(ListJobsRequest.Builder request) {
    return gateway.jobs().listJobs(request.build());
  }

  /** A runner that takes nothing. */
  private TestingWorker idle(String id) {
    TestingWorker worker =
        TestingWorker.start(gateway, id, Map.of("env", "dev", "os", "a_b%"), TestingWorker.SUCCEED);
    gateway
        .runners()
        .drainRunner(dev.waypoint.protocol.v1.DrainRunnerRequest.newBuilder().setId(id).build());
    return worker;
  }

  private void restart() {
    gateway.close();
    gateway = TestingGateway.start(directory);
  }

  private static Record begin(TestingWorker worker, AttemptRef attempt) {
    return worker
        .agent()
        .beginRecord(
            BeginRecordRequest.newBuilder()
                .setAttempt(attempt)
                .setKind(Record.Kind.BUILD_RECORD)
                .setComponent("docker")
                .build())
        .getRecord();
  }

  private static Record finish(
      TestingWorker worker, AttemptRef attempt, String id, boolean success) {
    return worker
        .agent()
        .finishRecord(
            FinishRecordRequest.newBuilder()
                .setAttempt(attempt)
                .setRecordId(id)
                .setSuccess(success)
                .putData("image", "web:1")
                .build())
        .getRecord();
  }

  private static List<Record> find(TestingWorker worker, AttemptRef attempt, String which) {
    return worker
        .agent()
        .findRecords(
            FindRecordsRequest.newBuilder()
                .setAttempt(attempt)
                .setKind(Record.Kind.BUILD_RECORD)
                .setIdOrSequence(which)
                .build())
        .getRecordsList();
  }

  private List<Record> listRecords() {
    return gateway
        .projects()
        .listRecords(
            ListRecordsRequest.newBuilder()
                .setApplication(TestingJobs.spec(Operation.BUILD).getApplication())
                .setKind(Record.Kind.BUILD_RECORD)
                .build())
        .getRecordsList();
  }

  @Test
  void aJobUsesWhatWasUploadedForItsOwnProjectOnly() throws Exception {
    gateway.register("web");
    String foreign = upload("web", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> TestingJobs.queue(gateway, fromUpload(foreign)))
        .hasMessageContaining("PERMISSION_DENIED")
        .hasMessageContaining("belongs to another project");
    assertThatThrownBy(() -> TestingJobs.queue(gateway, fromUpload("01K9ZZZZZZZZZZZZZZZZZZZZZZ")))
        .hasMessageContaining("NOT_FOUND")
        .hasMessageContaining("upload it again");
  }

  private static JobSpec.Builder fromUpload(String content) {
    JobSpec.Builder spec = TestingJobs.spec(Operation.BUILD);
    spec.getDataSourceBuilder().getUploadBuilder().setContentId(content);
    return spec;
  }

  private String upload(byte[] archive) throws Exception {
    return upload("shop", archive);
  }

  private String upload(String project, byte[] archive) throws Exception {
    CompletableFuture<String> content = new CompletableFuture<>();
    StreamObserver<UploadSourceRequest> upload =
        JobServiceGrpc.newStub(gateway.asUser())
            .uploadSource(
                new StreamObserver<>() {
                  @Override
                  public void onNext(UploadSourceResponse response) {
                    content.complete(response.getContentId());
                  }

                  @Override
                  public void onError(Throwable error) {
                    content.completeExceptionally(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    for (int from = 0; from < archive.length; from += 100_000) {
      int length = Math.min(100_000, archive.length - from);
      upload.onNext(
          UploadSourceRequest.newBuilder()
              .setProject(project)
              .setData(ByteString.copyFrom(archive, from, length))
              .build());
    }
    upload.onCompleted();
    return content.get(20, TimeUnit.SECONDS);
  }

  private static byte[] download(TestingWorker worker, AttemptRef attempt, String contentId) {
    Iterator<DownloadSourceResponse> parts =
        worker
            .agent()
            .downloadSource(
                DownloadSourceRequest.newBuilder()
                    .setAttempt(attempt)
                    .setContentId(contentId)
                    .build());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    parts.forEachRemaining(part -> bytes.writeBytes(part.getData().toByteArray()));
    return bytes.toByteArray();
  }
}
