package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.engine.FaultyTemporal;
import dev.waypoint.gateway.engine.TestingTemporalServer;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.workflows.job.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Temporal server does not tell how a job fares. */
@Timeout(60)
class UntoldJobTest {
  @TempDir Path directory;

  @Test
  void thoseAfterItAreSubmittedAgainNonetheless() throws Exception {
    try (TestingTemporalServer temporal = TestingTemporalServer.start(directory.resolve("t"));
        FaultyTemporal way = FaultyTemporal.before(temporal)) {
      String untold;
      String lost;
      try (TestingGateway gateway = start(way);
          TestingWorker _ = drained(gateway, "first");
          TestingWorker _ = drained(gateway, "second")) {
        untold = queueFor(gateway, "first", "web");
        lost = queueFor(gateway, "second", "other");
        temporal.awaitActivity(new JobId(lost).workflowId());
        // until it is noted that both were started, which is not to be seen
        Waiting.pass(Duration.ofSeconds(2));
      }
      way.doesNotTellOf(new JobId(untold).workflowId());
      temporal.terminate(new JobId(lost).workflowId());

      try (TestingGateway gateway = start(way);
          TestingWorker _ =
              TestingWorker.start(gateway, "second", Map.of(), TestingWorker.SUCCEED)) {
        drain(gateway, "second", false);
        assertThat(TestingJobs.follow(gateway, lost, 0).job().getState())
            .isEqualTo(JobState.SUCCESS);
        assertThat(TestingJobs.get(gateway, untold).getState()).isEqualTo(JobState.QUEUED);
      }
    }
  }

  private TestingGateway start(FaultyTemporal way) {
    Path own = directory.resolve("gateway");
    return TestingGateway.start(own, way.options(own.resolve("engine")));
  }

  private static TestingWorker drained(TestingGateway gateway, String id) {
    TestingWorker worker = TestingWorker.start(gateway, id, Map.of(), TestingWorker.SUCCEED);
    drain(gateway, id, true);
    return worker;
  }

  private static void drain(TestingGateway gateway, String id, boolean drained) {
    gateway
        .runners()
        .drainRunner(DrainRunnerRequest.newBuilder().setId(id).setUndo(!drained).build());
  }

  private static String queueFor(TestingGateway gateway, String runner, String application) {
    JobSpec.Builder spec =
        TestingJobs.spec(Operation.DEPLOY).setTargetRunner(TestingJobs.id(runner));
    spec.getApplicationBuilder().setApplication(application);
    return TestingJobs.queue(gateway, spec);
  }
}
