package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.engine.TestingTemporalServer;
import dev.waypoint.gateway.proxy.ProxySettings;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.workflows.job.JobId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a Temporal server, which decides what a runner gets next. */
class JobPriorityTest {
  /** So many the gateway may have fetched for a runner before the urgent one came. */
  private static final int ALREADY_FETCHED = ProxySettings.DEFAULT.sharedQueuePolls();

  @TempDir Path directory;
  private final HeldExecution held = new HeldExecution();
  private TestingTemporalServer temporal;
  private TestingGateway gateway;
  private TestingWorker worker;

  @BeforeEach
  void start() {
    temporal = TestingTemporalServer.start(directory.resolve("temporal"));
    Path own = directory.resolve("gateway");
    gateway = TestingGateway.start(own, temporal.options(own.resolve("engine")));
    gateway.register("small");
    worker = TestingWorker.start(gateway, "static-1", 1, held);
  }

  @AfterEach
  void stop() {
    try (TestingTemporalServer _ = temporal;
        TestingGateway _ = gateway;
        TestingWorker _ = worker) {
      // each of them is closed, the last first, whatever happened to the others
    }
  }

  @Test
  void whatIsUrgentGoesFirst() throws Exception {
    String busy = begin();
    List<String> late = new ArrayList<>();
    for (int i = 0; i < ALREADY_FETCHED + 1; i++) {
      late.add(waiting(job("shop").setPriority(5)));
    }
    String usual = waiting(job("shop"));
    String urgent = waiting(job("shop").setPriority(1));

    List<String> order = orderAfter(busy, late.size() + 2);

    assertThat(order.indexOf(urgent)).isBetween(0, ALREADY_FETCHED);
    assertThat(order.indexOf(usual)).isGreaterThan(order.indexOf(urgent));
    assertThat(late).contains(order.getLast());
  }

  @Test
  void aProjectWithOneJobDoesNotWaitForAllThoseOfAnother() throws Exception {
    String busy = begin();
    for (int i = 0; i < 6; i++) {
      waiting(job("shop"));
    }
    String small = waiting(job("small"));
    assertThat(orderAfter(busy, 7).indexOf(small)).isLessThan(4);
  }

  private String begin() throws InterruptedException {
    String id = queue(job("shop"));
    assertThat(held.awaitBegun()).isEqualTo(id);
    return id;
  }

  private List<String> orderAfter(String running, int number) throws InterruptedException {
    List<String> order = new ArrayList<>();
    held.succeed(running);
    for (int i = 0; i < number; i++) {
      order.add(held.awaitBegun());
      held.succeed(order.getLast());
    }
    return order;
  }

  /** Returns when Temporal has it wait for a runner. */
  private String waiting(JobSpec.Builder spec) {
    String id = queue(spec);
    temporal.awaitActivity(new JobId(id).workflowId());
    return id;
  }

  private String queue(JobSpec.Builder spec) {
    return TestingJobs.queue(gateway, spec);
  }

  private static JobSpec.Builder job(String project) {
    JobSpec.Builder spec = TestingJobs.spec(Operation.NOOP);
    spec.getApplicationBuilder().setProject(project);
    return spec;
  }
}
