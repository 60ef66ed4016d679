package dev.waypoint.activities.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.JobOutcome;
import dev.waypoint.activities.gateway.JobSpec;
import dev.waypoint.activities.gateway.OperationKind;
import dev.waypoint.activities.gateway.OperationOptions;
import dev.waypoint.activities.gateway.ProgressReport;
import dev.waypoint.activities.gateway.SourceSpec;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AttemptRunTest {
  /** Tells its own and its child's process id, and would go on for long. */
  private static final String ENDLESS =
      """
      build {
        use "exec" {
          command = ["sh", "-c", "sleep 300 & echo child=$!; echo begun; wait"]
        }
      }
      deploy {
        use "exec" { command = ["true"] }
      }
      """;

  private static final RunJobResult SUCCESS = new RunJobResult("SUCCESS", "test");

  @TempDir private Path directory;
  private TestingRunner runner;

  @BeforeEach
  void makeRunner() throws Exception {
    runner = new TestingRunner(directory);
  }

  @Test
  void deliversTheResultOfAnOperationWithoutEffect() {
    assertThat(runner.run(OperationKind.NOOP)).isEqualTo(SUCCESS);

    assertThat(runner.gateway().outcome()).containsInstanceOf(JobOutcome.Succeeded.class);
    assertThat(runner.gateway().outputLength()).isEqualTo(runner.gateway().output().size());
  }

  @Test
  @Tag("behaviour-111")
  void aGitSourceIsToldOnceWithItsCommit() throws Exception {
    runner.app(ENDLESS.replace("sleep 300", "true"));
    String commit;
    try (Git git = Git.init().setDirectory(runner.project().toFile()).call()) {
      git.add().addFilepattern(".").call();
      commit =
          git.commit()
              .setMessage("one")
              .setAuthor("Ann", "ann@example.org")
              .setCommitter("Ann", "ann@example.org")
              .setSign(false)
              .call()
              .name();
    }
    String url = runner.project().toUri().toString();
    runner
        .gateway()
        .nextJob(
            new JobSpec(
                "shop",
                "web",
                "default",
                OperationKind.BUILD,
                Map.of(),
                Optional.of(new SourceSpec.Git(url, "", "", "", "", new byte[0], "", "", 0)),
                Optional.empty(),
                List.of(),
                OperationOptions.DEFAULTS));

    assertThat(runner.attempt(TestingRunner.ATTEMPT)).isEqualTo(SUCCESS);

    assertThat(runner.gateway().progress())
        .extracting(ProgressReport::sourceRef)
        .containsExactly(commit);
    assertThat(runner.gateway().text()).containsOnlyOnce(commit).contains("begun");
  }

  @Test
  void doesNothingWhenTheJobHasItsResult() throws Exception {
    runner.app(ENDLESS.replace("sleep 300", "true"));
    runner.run(OperationKind.BUILD);
    int records = runner.gateway().records().size();

    assertThat(runner.attempt(TestingRunner.ATTEMPT)).isEqualTo(SUCCESS);

    assertThat(runner.gateway().deliveries()).isEqualTo(1);
    assertThat(runner.gateway().records()).hasSize(records);
  }

  @Test
  void deliversOnceWhenTheAnswerToTheDeliveryIsLost() {
    runner.gateway().loseReplyToDelivery();

    assertThat(runner.run(OperationKind.NOOP)).isEqualTo(SUCCESS);

    assertThat(runner.gateway().deliveries()).isEqualTo(1);
  }

  @Test
  void aCancelledJobUnwindsAndLeavesNoProcess() throws Exception {
    runner.app(ENDLESS);
    CompletableFuture<RunJobResult> run = runner.begin(OperationKind.BUILD);
    runner.gateway().awaitText("begun");
    long child = childProcess();
    assertThat(ProcessHandle.of(child)).isPresent();

    runner.engineSays(Heartbeat.Signal.CANCEL);

    assertThat(run.get(60, TimeUnit.SECONDS))
        .isEqualTo(new RunJobResult(FailureCode.JOB_CANCELLED.name(), "test"));
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(runner.gateway().records())
        .singleElement()
        .extracting(ComponentRecord::status)
        .isEqualTo(ComponentRecord.Status.FAILED);
  }

  @Test
  void whatWasMadeIsRecordedThoughTheCancelComesAsItIsRecorded() throws Exception {
    runner.app(ENDLESS.replace("sleep 300", "true"));
    runner.gateway().interruptNextFinish();

    assertThat(runner.run(OperationKind.BUILD).code()).isEqualTo(FailureCode.JOB_CANCELLED.name());

    assertThat(runner.gateway().records())
        .singleElement()
        .extracting(ComponentRecord::status)
        .isEqualTo(ComponentRecord.Status.SUCCEEDED);
  }

  @Test
  void aJobThatWasCancelledBeforeItBeganIsNotBegun() throws Exception {
    runner.app(ENDLESS);
    runner.gateway().nextJob(runner.spec(OperationKind.BUILD));
    runner.gateway().cancel();

    assertThat(runner.attempt(TestingRunner.ATTEMPT).code())
        .isEqualTo(FailureCode.JOB_CANCELLED.name());
    assertThat(runner.gateway().records()).isEmpty();
  }

  @Test
  void anAttemptThatAnotherOneReplacedStopsAndDeliversNothing() throws Exception {
    runner.app(ENDLESS.replace("wait", "while true; do echo more; sleep 0.1; done"));
    CompletableFuture<RunJobResult> run = runner.begin(OperationKind.BUILD);
    runner.gateway().awaitText("begun");
    long child = childProcess();

    runner.gateway().beginAttempt(2);

    assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .satisfies(e -> assertThat(Failures.codeOf(e)).isEqualTo(FailureCode.ATTEMPT_OUTDATED));
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(runner.gateway().outcome()).isEmpty();
  }

  @Test
  void anAttemptThatTheEngineForgotStops() throws Exception {
    runner.app(ENDLESS);
    CompletableFuture<RunJobResult> run = runner.begin(OperationKind.BUILD);
    runner.gateway().awaitText("begun");
    long child = childProcess();

    runner.engineSays(Heartbeat.Signal.GONE);

    assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
        .satisfies(e -> assertThat(Failures.codeOf(e)).isEqualTo(FailureCode.ATTEMPT_OUTDATED));
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(runner.gateway().outcome()).isEmpty();
  }

  @Test
  void anAttemptThatIsCutOffFromTheEngineGoesOnWhileTheGatewaySaysSo() throws Exception {
    Path go = directory.resolve("go");
    runner.app(
        ENDLESS.replace("wait", "while [ ! -e %s ]; do sleep 0.1; done; kill $!".formatted(go)));
    CompletableFuture<RunJobResult> run = runner.begin(OperationKind.BUILD);
    runner.gateway().awaitText("begun");

    runner.engineSays(Heartbeat.Signal.CUT_OFF);
    assertThatThrownBy(() -> run.get(4, TimeUnit.SECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    Files.createFile(go);

    assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(SUCCESS);
  }

  @Test
  void survivesAnAbsenceOfTheGatewayWithoutLosingOutput() throws Exception {
    Path go = directory.resolve("go");
    runner.app(
        ENDLESS.replace(
            "wait",
            "while [ ! -e %s ]; do sleep 0.1; done; kill $!; for i in $(seq 1 2000); do echo line $i; done"
                .formatted(go)));
    CompletableFuture<RunJobResult> run = runner.begin(OperationKind.BUILD);
    runner.gateway().awaitText("begun");

    runner.gateway().failNextCalls(4);
    Files.createFile(go);

    assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(SUCCESS);
    List<String> lines =
        runner.gateway().text().lines().filter(line -> line.startsWith("line ")).toList();
    assertThat(lines).hasSize(2_000).doesNotHaveDuplicates();
  }

  @Test
  void aLaterAttemptIsRefusedUntilItIsCurrent() {
    runner.gateway().nextJob(runner.spec(OperationKind.NOOP));

    assertThatThrownBy(() -> runner.attempt(new AttemptInput(TestingRunner.ATTEMPT.jobId(), 2)))
        .satisfies(e -> assertThat(Failures.codeOf(e)).isEqualTo(FailureCode.ATTEMPT_OUTDATED));
  }

  private long childProcess() {
    return runner
        .gateway()
        .text()
        .lines()
        .filter(line -> line.startsWith("child="))
        .mapToLong(line -> Long.parseLong(line.substring("child=".length())))
        .findFirst()
        .orElseThrow();
  }
}
