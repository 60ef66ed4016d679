package dev.waypoint.gateway.task;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.GetTaskAssignmentResponse;
import java.util.concurrent.CountDownLatch;

/** One container of {@link TestingPlatform}: a runner that ends after one job. */
final class TestingContainer {
  private final GetTaskAssignmentResponse made;
  private final CountDownLatch ended = new CountDownLatch(1);
  private TestingWorker runner;
  private int exitCode = 137;

  TestingContainer(GetTaskAssignmentResponse made) {
    this.made = made;
  }

  GetTaskAssignmentResponse made() {
    return made;
  }

  String runnerId() {
    return made.getEnvironmentOrThrow("WAYPOINT_RUNNER_ID");
  }

  synchronized void boot(TestingGateway gateway, TestingWorker.Execution execution) {
    runner =
        TestingWorker.onDemand(
            gateway,
            runnerId(),
            made.getEnvironmentOrThrow("WAYPOINT_SERVER_TOKEN"),
            (worker, attempt, assignment) -> {
              String code = execution.run(worker, attempt, assignment);
              Thread.ofVirtual().start(() -> end(0));
              return code;
            });
  }

  /** As if it were killed. */
  void kill() {
    end(137);
  }

  synchronized void end(int code) {
    if (ended.getCount() > 0) {
      exitCode = code;
      if (runner != null) {
        runner.kill();
      }
      ended.countDown();
    }
  }

  CountDownLatch ended() {
    return ended;
  }

  synchronized int exitCode() {
    return exitCode;
  }
}
