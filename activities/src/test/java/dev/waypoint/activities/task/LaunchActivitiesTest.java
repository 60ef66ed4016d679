package dev.waypoint.activities.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.waypoint.activities.config.HclConfigLoader;
import dev.waypoint.activities.gateway.InMemoryJobGateway;
import dev.waypoint.activities.gateway.TaskAssignment;
import dev.waypoint.activities.gateway.TaskReport;
import dev.waypoint.activities.plugin.PluginCatalog;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.task.InMemoryTaskLauncher;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.StartedTask;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LaunchActivities;
import dev.waypoint.workflows.activity.StartTaskResult;
import dev.waypoint.workflows.activity.WatchTaskResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaunchActivitiesTest {
  private static final AttemptInput ATTEMPT = new AttemptInput(new JobId("01JOB"), 1);

  private final CountDownLatch over = new CountDownLatch(1);
  private final InMemoryTaskLauncher platform =
      new InMemoryTaskLauncher(
          Map.of(
              "good",
              (spec, out, err) -> {
                out.write(
                    ("key is " + spec.environment().get("KEY")).getBytes(StandardCharsets.UTF_8));
                return 0;
              },
              "quiet",
              (spec, out, err) -> {
                over.await();
                return 0;
              },
              "bad",
              (spec, out, err) -> {
                for (int i = 1; i <= 100; i++) {
                  err.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
                }
                return 137;
              }));
  private final InMemoryJobGateway gateway = new InMemoryJobGateway();
  private TestActivityEnvironment environment;
  private LaunchActivities activities;

  /** What profiles of the tests may set. */
  record Config(Optional<String> network) {}

  @BeforeEach
  void register() {
    environment = TestActivityEnvironment.newInstance();
    RunnerContext runner =
        new RunnerContext(
            new RunnerId("launcher"),
            Optional.empty(),
            Map.of(),
            new PluginCatalog(
                List.of(
                    new TestingPlatform("memory", platform),
                    new TestingPlatform("busy", new BusyLauncher()),
                    new TestingPlatform("chatty", new ChattyLauncher(platform)),
                    new TestingPlatform("slow", new SlowLauncher(platform, over)))),
            new HclConfigLoader(),
            Path.of("."));
    environment.registerActivitiesImplementations(new LaunchActivitiesImpl(runner, gateway));
    activities = environment.newActivityStub(LaunchActivities.class);
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void startsWatchesAndStopsAContainer() {
    assign("memory", "good", "network = \"web\"");

    assertThat(activities.startTask(ATTEMPT)).isEqualTo(new StartTaskResult("launcher"));
    assertThat(activities.watchTask(ATTEMPT)).isEqualTo(new WatchTaskResult(0, "SUCCESS"));
    activities.stopTask(ATTEMPT);

    assertThat(gateway.taskReports())
        .extracting(TaskReport::state)
        .containsExactly(
            TaskReport.State.STARTED, TaskReport.State.EXITED, TaskReport.State.STOPPED);
    assertThat(gateway.taskReports().get(1).outputTail()).containsExactly("key is secret");
  }

  @Test
  void tellsWhyTheContainerDoesNotRunYetUntilItDoes() throws Exception {
    platform.hold("no node has room");
    assign("memory", "quiet", "");
    activities.startTask(ATTEMPT);
    CompletableFuture<WatchTaskResult> watching =
        CompletableFuture.supplyAsync(() -> activities.watchTask(ATTEMPT));
    gateway.awaitWaiting("no node has room");
    platform.hold("no image");
    gateway.awaitWaiting("no image");

    platform.hold("");
    gateway.awaitWaiting("");
    over.countDown();
    assertThat(watching.join()).isEqualTo(new WatchTaskResult(0, "SUCCESS"));
    assertThat(gateway.taskReports())
        .extracting(TaskReport::state, TaskReport::reason)
        .containsExactly(
            tuple(TaskReport.State.STARTED, ""),
            tuple(TaskReport.State.WAITING, "no node has room"),
            tuple(TaskReport.State.WAITING, "no image"),
            tuple(TaskReport.State.WAITING, ""),
            tuple(TaskReport.State.EXITED, "ended with exit code 0"));
  }

  @Test
  void whoeverWatchesAfterAnotherSaysThatTheContainerRuns() throws Exception {
    assign("memory", "quiet", "");
    platform.startTask(
        new LaunchSpec(
            new TaskName("waypoint-task-01job-1"),
            "quiet",
            List.of(),
            List.of(),
            Map.of(),
            Map.of()),
        LaunchActivitiesImpl.context(new TailTerminal(1)));
    CompletableFuture<WatchTaskResult> watching =
        CompletableFuture.supplyAsync(() -> activities.watchTask(ATTEMPT));
    gateway.awaitWaiting("");
    over.countDown();
    assertThat(watching.join()).isEqualTo(new WatchTaskResult(0, "SUCCESS"));
  }

  @Test
  void tellsWhatAStartWaitsFor() throws Exception {
    assign("slow", "good", "");
    CompletableFuture<StartTaskResult> starting =
        CompletableFuture.supplyAsync(() -> activities.startTask(ATTEMPT));
    gateway.awaitWaiting("the image is pulled");
    over.countDown();
    assertThat(starting.join()).isEqualTo(new StartTaskResult("launcher"));
    assertThat(gateway.taskReports().getLast().state()).isEqualTo(TaskReport.State.STARTED);
  }

  @Test
  void aLineOfTheLauncherThatIsAboutSomethingElseIsNoReason() {
    assign("chatty", "good", "");
    activities.startTask(ATTEMPT);
    activities.watchTask(ATTEMPT);

    assertThat(gateway.taskReports())
        .extracting(TaskReport::state)
        .containsExactly(TaskReport.State.STARTED, TaskReport.State.EXITED);
    assertThat(gateway.taskReports().getLast().outputTail())
        .contains("the log cannot be read", "key is secret");
  }

  @Test
  void tellsTheExitCodeAndTheLastLinesOfAContainerThatFailed() {
    assign("memory", "bad", "");
    activities.startTask(ATTEMPT);

    assertThat(activities.watchTask(ATTEMPT))
        .isEqualTo(new WatchTaskResult(137, FailureCode.TASK_EXITED.name()));

    TaskReport report = gateway.taskReports().getLast();
    assertThat(report.exitCode()).isEqualTo(137);
    assertThat(report.outputTail()).hasSize(30).startsWith("line 71").endsWith("line 100");
  }

  @Test
  void stopsWhatWasNeverStarted() {
    assign("memory", "good", "");

    activities.stopTask(ATTEMPT);
    activities.stopTask(ATTEMPT);

    assertThat(gateway.taskReports())
        .extracting(TaskReport::state)
        .containsOnly(TaskReport.State.STOPPED);
  }

  @Test
  void doesNotTakeAContainerThatItNeverSawForOneThatEnded() {
    assign("memory", "good", "");

    assertThat(failureOf(() -> activities.watchTask(ATTEMPT)).isNonRetryable()).isTrue();
  }

  @Test
  void aMissingImageIsFinalAndExplainedToTheGatewayOnly() {
    assign("memory", "no-such-image", "");

    ApplicationFailure failure = failureOf(() -> activities.startTask(ATTEMPT));

    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getType()).isEqualTo(FailureCode.TASK_START_FAILED.name());
    assertThat(failure.getOriginalMessage()).doesNotContain("no-such-image");
    assertThat(gateway.taskReports().getLast().reason())
        .contains("there is no image \"no-such-image\"");
  }

  @Test
  void aPassingFaultMayBeTriedAgain() {
    assign("busy", "good", "");

    assertThat(failureOf(() -> activities.startTask(ATTEMPT)).isNonRetryable()).isFalse();
    assertThat(failureOf(() -> activities.stopTask(ATTEMPT)).isNonRetryable()).isFalse();
    assertThat(gateway.taskReports())
        .extracting(TaskReport::state)
        .containsExactly(TaskReport.State.START_FAILED, TaskReport.State.STOP_FAILED);
  }

  @Test
  void startsNothingForACancelledJob() {
    gateway.task(
        new TaskAssignment(
            "waypoint-task-1",
            "memory",
            "",
            "hcl",
            "good",
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            true));

    assertThat(Failures.codeOf(failureOf(() -> activities.startTask(ATTEMPT))))
        .isEqualTo(FailureCode.JOB_CANCELLED);
    assertThat(gateway.taskReports()).isEmpty();
  }

  @Test
  void showsWhereTheProfilesConfigurationIsWrong() {
    assign("memory", "good", "network = \"web\"\nnetwurk = \"x\"");

    assertThat(failureOf(() -> activities.startTask(ATTEMPT)).isNonRetryable()).isTrue();
    assertThat(gateway.taskReports().getLast().reason()).contains("plugin-config.hcl:2", "netwurk");
  }

  @Test
  void namesTheNearestPluginForAnUnknownOne() {
    assign("memroy", "good", "");

    failureOf(() -> activities.startTask(ATTEMPT));

    assertThat(gateway.taskReports().getLast().reason()).contains("Did you mean \"memory\"?");
  }

  private void assign(String plugin, String image, String config) {
    gateway.task(
        new TaskAssignment(
            "waypoint-task-01job-1",
            plugin,
            config,
            "hcl",
            image,
            List.of(),
            List.of("runner", "agent"),
            Map.of("KEY", "secret"),
            Map.of("waypoint.dev/job", "01JOB"),
            false));
  }

  private static ApplicationFailure failureOf(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(call).satisfies(e -> thrown[0] = e);
    for (Throwable t = thrown[0]; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure failure) {
        return failure;
      }
    }
    throw new AssertionError("no failure of ours", thrown[0]);
  }

  /** A plugin that launches. */
  private record TestingPlatform(String name, TaskLauncher launcher) implements Plugin {
    @Override
    public int sdkVersion() {
      return SDK_VERSION;
    }

    @Override
    public Optional<Component<TaskLauncher>> taskLauncher() {
      return Optional.of(Component.of(Config.class, config -> launcher));
    }
  }

  /** A platform that is always short of room. */
  private static final class BusyLauncher implements TaskLauncher {
    @Override
    public StartedTask startTask(LaunchSpec spec, TaskContext context) throws TaskException {
      throw new TaskException(TaskException.Kind.RETRYABLE, "no room");
    }

    @Override
    public TaskExit watchTask(TaskName name, TaskContext context) throws TaskException {
      throw new TaskException(TaskException.Kind.RETRYABLE, "no answer");
    }

    @Override
    public void stopTask(TaskName name, TaskContext context) throws TaskException {
      throw new TaskException(TaskException.Kind.RETRYABLE, "no answer");
    }

    @Override
    public List<TaskName> listTasks(Map<String, String> labels, TaskContext context) {
      return List.of();
    }
  }

  /** A launcher that has something to say that is not about waiting. */
  private record ChattyLauncher(TaskLauncher platform) implements TaskLauncher {
    @Override
    public StartedTask startTask(LaunchSpec spec, TaskContext context)
        throws TaskException, InterruptedException {
      return platform.startTask(spec, context);
    }

    @Override
    public TaskExit watchTask(TaskName name, TaskContext context)
        throws TaskException, InterruptedException {
      context.terminal().line(Style.WARNING, "the log cannot be read");
      return platform.watchTask(name, context);
    }

    @Override
    public void stopTask(TaskName name, TaskContext context)
        throws TaskException, InterruptedException {
      platform.stopTask(name, context);
    }

    @Override
    public List<TaskName> listTasks(Map<String, String> labels, TaskContext context)
        throws TaskException, InterruptedException {
      return platform.listTasks(labels, context);
    }
  }

  /** A platform whose start takes until it is let go. */
  private record SlowLauncher(TaskLauncher platform, CountDownLatch go) implements TaskLauncher {
    @Override
    public StartedTask startTask(LaunchSpec spec, TaskContext context)
        throws TaskException, InterruptedException {
      context.progress().waits("the image is pulled");
      go.await();
      return platform.startTask(spec, context);
    }

    @Override
    public TaskExit watchTask(TaskName name, TaskContext context)
        throws TaskException, InterruptedException {
      return platform.watchTask(name, context);
    }

    @Override
    public void stopTask(TaskName name, TaskContext context)
        throws TaskException, InterruptedException {
      platform.stopTask(name, context);
    }

    @Override
    public List<TaskName> listTasks(Map<String, String> labels, TaskContext context)
        throws TaskException, InterruptedException {
      return platform.listTasks(labels, context);
    }
  }
}
