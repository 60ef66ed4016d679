package dev.waypoint.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.waypoint.cli.testing.TestingCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.protocol.v1.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobFollowerTest {
  @TempDir private Path directory;
  private TestingCli cli;

  @BeforeEach
  void start() throws Exception {
    cli = new TestingCli(directory);
    cli.writeProject("shop", "web", "api");
    cli.services.projects.put(
        "shop",
        Project.newBuilder()
            .setName("shop")
            .setDataSource(DataSource.newBuilder().setGit(DataSource.Git.newBuilder().setUrl("u")))
            .build());
  }

  @AfterEach
  void stop() {
    cli.close();
  }

  @Test
  void outputIsShownInOrderOfEveryKind() {
    line("one", OutputEvent.Style.HEADER);
    cli.services.jobs.output.add(
        OutputEvent.newBuilder()
            .setStatus(
                OutputEvent.Status.newBuilder()
                    .setStep("s")
                    .setText("pull")
                    .setMark(OutputEvent.Status.Mark.DONE))
            .build());
    cli.services.jobs.output.add(
        OutputEvent.newBuilder()
            .setRaw(OutputEvent.Raw.newBuilder().setData(ByteString.copyFromUtf8("raw\n")))
            .build());
    Result result = cli.run("build", "-local=false", "-app=web");
    assertThat(result.out()).contains("» one\n✓ pull\nraw\n");
  }

  @Test
  void afterALostConnectionNothingIsMissedOrRepeated() {
    for (int i = 0; i < 6; i++) {
      line("line " + i, OutputEvent.Style.PLAIN);
    }
    cli.services.jobs.breaks.add(2);
    cli.services.jobs.breaks.add(5);
    Result result = cli.run("build", "-local=false", "-app=web");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines().filter(text -> text.startsWith("line")))
        .containsExactly("line 0", "line 1", "line 2", "line 3", "line 4", "line 5");
    assertThat(cli.services.jobs.streams)
        .extracting(GetJobStreamRequest::getFromPosition)
        .containsExactly(0L, 2L, 5L);
    assertThat(result.err()).contains("the connection to the server was lost");
  }

  @Test
  void anErrorOfTheOutputIsNotRepeated() {
    line("the compiler stopped", OutputEvent.Style.ERROR_STYLE);
    cli.services.jobs.ending =
        job ->
            job.toBuilder()
                .setState(JobState.ERROR)
                .setError(Failure.newBuilder().setMessage("the compiler stopped"))
                .build();
    Result result = cli.run("build", "-local=false", "-app=web");
    assertThat(result.err()).containsOnlyOnce("the compiler stopped").contains("web failed");
  }

  @Test
  void aJobOfAnotherCommandIsFollowedToItsEnd() {
    line("hello", OutputEvent.Style.PLAIN);
    cli.run("build", "-local=false", "-app=web");
    Result result = cli.run("job", "get-stream", "job-1");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("hello");
  }

  @Test
  @Tag("behaviour-71")
  void whyAJobWaitsIsSaidBrieflyAndThenAtLength() throws Exception {
    cli.services.jobs.untilCancelled = true;
    CompletableFuture<Result> running = inBackground("build", "-local=false", "-app=web");
    cli.services.jobs.awaitLookups(2);
    cli.run("job", "cancel", "job-1");
    Result result = running.get(30, TimeUnit.SECONDS);
    assertThat(result.out())
        .contains("the job job-1 waits: no runner has the labels env=dev")
        .contains("Ctrl-C leaves it waiting")
        .contains("still waits", "waypoint runner list");
  }

  @Test
  @Tag("behaviour-71")
  void theBriefWordComesAfterThreeSecondsAndTheLongOneAfterAMinute() {
    assertThat(FollowTimes.usual().firstHint()).isEqualTo(Duration.ofSeconds(3));
    assertThat(FollowTimes.usual().secondHint()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  @Tag("behaviour-113")
  void anOnDemandRunnerIsAnnouncedByItsPluginAndProfileAStaticOneByItsId() {
    cli.services.jobs.ending =
        job ->
            job.toBuilder()
                .setState(JobState.SUCCESS)
                .setRunnerKind("on-demand")
                .setPluginType("kubernetes")
                .setProfile("k8s-dev")
                .setAssignedRunner("odr-1")
                .build();
    assertThat(cli.run("build", "-local=false", "-app=web").out())
        .containsOnlyOnce("performed by an on-demand runner (kubernetes, profile k8s-dev): odr-1");
    cli.services.jobs.ending =
        job ->
            job.toBuilder()
                .setState(JobState.SUCCESS)
                .setRunnerKind("static")
                .setAssignedRunner("static-1")
                .build();
    assertThat(cli.run("build", "-local=false", "-app=web").out())
        .containsOnlyOnce("performed by the runner static-1")
        .doesNotContain("on-demand");
  }

  @Test
  void aJobThatAnotherHoldsBackNamesItAndSaysNothingOfRunners() throws Exception {
    cli.services.jobs.untilCancelled = true;
    cli.services.jobs.waitingReason = "it waits for job job-0 (deploy by ann); 2 ahead";
    cli.services.jobs.waitsForJob = "job-0";
    CompletableFuture<Result> running = inBackground("build", "-local=false", "-app=web");
    cli.services.jobs.awaitLookups(2);
    cli.run("job", "cancel", "job-1");
    Result result = running.get(30, TimeUnit.SECONDS);
    assertThat(result.out())
        .contains("the job job-1 waits: it waits for job job-0 (deploy by ann); 2 ahead")
        .contains("still waits", "waypoint job get-stream job-0")
        .doesNotContain("runner list");
    assertThat(cli.run("job", "list").out()).contains("job-1");
  }

  @Test
  void interruptingARemoteJobLeavesItRunning() throws Exception {
    cli.services.jobs.untilCancelled = true;
    CompletableFuture<Result> running = inBackground("build", "-local=false");
    cli.services.jobs.awaitStream();
    cli.interrupts.raise();
    Result result = running.get(30, TimeUnit.SECONDS);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("goes on in the background")
        .contains("waypoint job get-stream job-1", "waypoint job cancel job-1");
    assertThat(cli.services.jobs.cancels).isEmpty();
  }

  @Test
  void interruptingALocalJobCancelsItAndStartsNoOther() throws Exception {
    cli.services.jobs.untilCancelled = true;
    CompletableFuture<Result> running = inBackground("build", "-local");
    cli.services.jobs.awaitStream();
    cli.interrupts.raise();
    Result result = running.get(30, TimeUnit.SECONDS);
    assertThat(result.code()).isEqualTo(1);
    assertThat(cli.services.jobs.cancels).hasSize(1);
    assertThat(cli.services.jobs.specs).hasSize(1);
  }

  private CompletableFuture<Result> inBackground(String... words) {
    return CompletableFuture.supplyAsync(() -> cli.run(words));
  }

  private void line(String text, OutputEvent.Style style) {
    cli.services.jobs.output.add(
        OutputEvent.newBuilder()
            .setLine(OutputEvent.Line.newBuilder().setText(text).setStyle(style))
            .build());
  }
}
