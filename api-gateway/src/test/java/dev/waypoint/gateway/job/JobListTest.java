package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.ListJobsResponse;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.TargetRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobListTest {
  @TempDir Path directory;
  private TestingGateway gateway;
  private TestingWorker worker;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    worker =
        TestingWorker.start(
            gateway, "static-1", Map.of("env", "dev", "zone", "a"), TestingWorker.SUCCEED);
  }

  @AfterEach
  void stop() {
    worker.close();
    gateway.close();
  }

  @Test
  @Tag("behaviour-101")
  void jobsThatShareAnyLabelAreListed() {
    String dev = run(noop().setTargetRunner(TestingJobs.labels(Map.of("env", "dev"))));
    String both =
        run(noop().setTargetRunner(TestingJobs.labels(Map.of("env", "dev", "zone", "a"))));
    String zone = run(noop().setTargetRunner(TestingJobs.labels(Map.of("zone", "a"))));
    String any = run(noop());
    assertThat(ids(target(Map.of("env", "dev")))).containsExactly(both, dev);
    assertThat(ids(target(Map.of("env", "dev", "zone", "a")))).containsExactly(zone, both, dev);
    assertThat(ids(target(Map.of("env", "prod")))).isEmpty();
    assertThat(
            ids(
                ListJobsRequest.newBuilder()
                    .setTargetRunner(
                        TargetRunner.newBuilder().setAny(TargetRunner.Any.getDefaultInstance()))))
        .containsExactly(any);
  }

  @Test
  @Tag("behaviour-101")
  void oneOfTheStatesIsEnoughAndAllOtherFiltersHaveToHold() {
    String done = run(noop());
    String status = run(TestingJobs.spec(Operation.STATUS).setWorkspace("other"));
    gateway.runners().drainRunner(DrainRunnerRequest.newBuilder().setId("static-1").build());
    String queued = TestingJobs.queue(gateway, noop().setSingletonId("only"));
    assertThat(ids(ListJobsRequest.newBuilder().addStates(JobState.QUEUED)))
        .containsExactly(queued);
    assertThat(
            ids(
                ListJobsRequest.newBuilder()
                    .addStates(JobState.QUEUED)
                    .addStates(JobState.SUCCESS)))
        .containsExactly(queued, status, done);
    assertThat(ids(ListJobsRequest.newBuilder().addOperations(Operation.STATUS)))
        .containsExactly(status);
    assertThat(ids(ListJobsRequest.newBuilder().setAssignedRunner("static-1")))
        .containsExactly(status, done);
    assertThat(
            ids(ListJobsRequest.newBuilder().setAssignedRunner("static-1").setWorkspace("other")))
        .containsExactly(status);
    assertThat(ids(ListJobsRequest.newBuilder().setSingletonId("ONLY"))).containsExactly(queued);
    assertThat(ids(ListJobsRequest.newBuilder().setQueuedBy("nobody"))).isEmpty();
  }

  @Test
  @Tag("behaviour-102")
  void pagesAreWalkedInBothDirections() {
    gateway.runners().drainRunner(DrainRunnerRequest.newBuilder().setId("static-1").build());
    List<String> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      queued.add(TestingJobs.queue(gateway, noop()));
    }
    for (boolean oldestFirst : new boolean[] {true, false}) {
      List<String> expected = oldestFirst ? queued : queued.reversed();
      ListJobsRequest.Builder request =
          ListJobsRequest.newBuilder().setPageSize(2).setOldestFirst(oldestFirst);
      ListJobsResponse first = list(request);
      ListJobsResponse second = list(request.setPageToken(first.getNextPageToken()));
      ListJobsResponse third = list(request.setPageToken(second.getNextPageToken()));
      assertThat(ids(first)).isEqualTo(expected.subList(0, 2));
      assertThat(ids(second)).isEqualTo(expected.subList(2, 4));
      assertThat(ids(third)).isEqualTo(expected.subList(4, 5));
      assertThat(first.getPreviousPageToken()).isEmpty();
      assertThat(third.getNextPageToken()).isEmpty();
      request.clearPageToken();
      ListJobsResponse back = list(request.setPreviousPageToken(third.getPreviousPageToken()));
      assertThat(ids(back)).isEqualTo(expected.subList(2, 4));
      ListJobsResponse start = list(request.setPreviousPageToken(back.getPreviousPageToken()));
      assertThat(ids(start)).isEqualTo(expected.subList(0, 2));
      assertThat(start.getPreviousPageToken()).isEmpty();
      assertThat(start.getNextPageToken()).isNotEmpty();
    }
  }

  @Test
  @Tag("behaviour-102")
  void aTokenThatIsMalformedOrOneTooManyIsRefused() {
    run(noop());
    run(noop());
    String token = list(ListJobsRequest.newBuilder().setPageSize(1)).getNextPageToken();
    assertInvalid(ListJobsRequest.newBuilder().setPageToken("nonsense"));
    assertInvalid(ListJobsRequest.newBuilder().setPageToken("%%%"));
    assertInvalid(ListJobsRequest.newBuilder().setPreviousPageToken("nonsense"));
    assertInvalid(ListJobsRequest.newBuilder().setPageToken(token).setOldestFirst(true));
    assertInvalid(ListJobsRequest.newBuilder().setPageToken(token).setPreviousPageToken(token));
  }

  private void assertInvalid(ListJobsRequest.Builder request) {
    assertThatThrownBy(() -> list(request)).hasMessageContaining("INVALID_ARGUMENT");
  }

  private String run(JobSpec.Builder spec) {
    String id = TestingJobs.queue(gateway, spec);
    Job job = TestingJobs.follow(gateway, id, 0).job();
    assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
    return id;
  }

  private static ListJobsRequest.Builder target(Map<String, String> labels) {
    return ListJobsRequest.newBuilder().setTargetRunner(TestingJobs.labels(labels));
  }

  private List<String> ids(ListJobsRequest.Builder request) {
    return ids(list(request));
  }

  private static List<String> ids(ListJobsResponse page) {
    return page.getJobsList().stream().map(Job::getId).toList();
  }

  private ListJobsResponse list(ListJobsRequest.Builder request) {
    return gateway.jobs().listJobs(request.build());
  }

  private static JobSpec.Builder noop() {
    return TestingJobs.spec(Operation.NOOP);
  }
}
