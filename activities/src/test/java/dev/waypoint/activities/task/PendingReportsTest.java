package dev.waypoint.activities.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.activities.gateway.InMemoryJobGateway;
import dev.waypoint.activities.gateway.TaskReport;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.job.JobId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PendingReportsTest {
  private static final AttemptInput ATTEMPT = new AttemptInput(new JobId("01JOB"), 1);

  private final InMemoryJobGateway gateway = new InMemoryJobGateway();

  @Test
  void eachReasonIsReportedOnceAndNothingWithoutOne() throws Exception {
    try (PendingReports reports = PendingReports.first(gateway, ATTEMPT)) {
      reports.waits("");
      reports.waits("no room");
      gateway.awaitWaiting("no room");
      reports.waits("no room");
      reports.waits("no image");
      gateway.awaitWaiting("no image");
      reports.runs();
      gateway.awaitWaiting("");
      reports.waits("too late");
      reports.runs();
    }
    assertThat(gateway.taskReports())
        .extracting(TaskReport::reason)
        .containsExactly("no room", "no image", "");
  }

  @Test
  void aGatewayThatIsAwayHoldsNobodyUpAndHearsTheLatestWhenItIsBack() throws Exception {
    gateway.failNextCalls(Integer.MAX_VALUE);
    Instant began = Instant.now();
    try (PendingReports reports = PendingReports.first(gateway, ATTEMPT)) {
      for (int i = 0; i < 1000; i++) {
        reports.waits("reason " + i);
      }
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
      gateway.failNextCalls(0);
      gateway.awaitWaiting("reason 999");
    }
    assertThat(gateway.taskReports().size()).isLessThan(1000);
  }

  @Test
  void aGatewayThatStaysAwayDoesNotHoldTheEndUp() {
    gateway.failNextCalls(Integer.MAX_VALUE);
    Instant began = Instant.now();
    try (PendingReports reports = PendingReports.first(gateway, ATTEMPT)) {
      reports.waits("no room");
    }
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void whatWasReportedByAnotherIsTakenBack() throws Exception {
    try (PendingReports reports = PendingReports.again(gateway, ATTEMPT)) {
      reports.runs();
      gateway.awaitWaiting("");
    }
    assertThat(gateway.taskReports()).hasSize(1);
  }

  @Test
  void nothingIsReportedAfterTheEnd() {
    PendingReports reports = PendingReports.first(gateway, ATTEMPT);
    reports.close();
    reports.waits("no room");
    assertThat(gateway.taskReports()).isEmpty();
  }
}
