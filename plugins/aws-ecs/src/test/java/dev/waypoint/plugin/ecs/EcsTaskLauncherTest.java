package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.StartedTask;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.AbstractTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingProgress;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

class EcsTaskLauncherTest extends AbstractTaskLauncherTest {
  private final TestingAws aws = new TestingAws();
  private final Map<String, Object> config = new HashMap<>();

  @Override
  protected TaskLauncher launcher() {
    return aws.launcher(config);
  }

  @Override
  protected String image() {
    return TestingEcs.IMAGE;
  }

  @Override
  protected String missingImage() {
    return "nowhere:1";
  }

  @Override
  protected void killFromOutside(TaskName task) {
    aws.ecs().tasks().forEach(TestingTask::killProcess);
  }

  @Test
  void whatWasRunThoughTheReplyWasLostIsFoundAgain() throws Exception {
    LaunchSpec spec = spec(List.of("sh", "-c"), List.of("echo once"), Map.of());
    aws.ecs().loseNextReply();
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> launcher().startTask(spec, context(new TestingTerminal())))
        .withMessageContaining("AWS does not answer")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE));
    launcher().startTask(spec, context(new TestingTerminal()));
    assertThat(aws.ecs().tasks()).hasSize(1);
    TestingTerminal terminal = new TestingTerminal();
    assertThat(watch(spec.name(), terminal).success()).isTrue();
    assertThat(terminal.outText()).isEqualTo("once\n");
  }

  @Test
  void theTokenStandsInAParameterForAsLongAsTheTaskIsThere() throws Exception {
    config.put("secrets", "parameter");
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of("sleep 30"),
            Map.of("WAYPOINT_SERVER_TOKEN", "s3cret", "WAYPOINT_RUNNER_ID", "odr-1"));
    launcher().startTask(spec, context(new TestingTerminal()));
    String parameter = "/waypoint-runner/%s/WAYPOINT_SERVER_TOKEN".formatted(spec.name());
    assertThat(aws.parameters()).containsExactly(Map.entry(parameter, "s3cret"));
    assertThat(aws.ecs().definitions().toString())
        .doesNotContain("s3cret")
        .contains(parameter, "odr-1");
    stop(spec.name());
    assertThat(aws.parameters()).isEmpty();
  }

  @Test
  void startsAtTheSameTimeStartOne() throws Exception {
    LaunchSpec spec = spec(List.of("sh", "-c"), List.of("exit 0"), Map.of());
    List<Callable<StartedTask>> starts =
        Collections.nCopies(8, () -> launcher().startTask(spec, context(new TestingTerminal())));
    Set<String> started = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<StartedTask> start : threads.invokeAll(starts)) {
        started.add(start.get().resource());
      }
    }
    assertThat(started).hasSize(1);
    assertThat(aws.ecs().tasks()).hasSize(1);
    stop(spec.name());
    assertThat(aws.ecs().definitions()).isEmpty();
  }

  @Test
  void whatWasRunButIsNotListedYetIsNotRunAgain() throws Exception {
    TaskName task = start("sleep 5");
    aws.ecs().listLate(2);
    launcher()
        .startTask(
            specOf(task, List.of("sh", "-c"), List.of("sleep 5")), context(new TestingTerminal()));
    assertThat(aws.ecs().tasks()).hasSize(1);
  }

  @Test
  void aWatcherWaitsForATaskThatIsListedLate() throws Exception {
    TaskName task = start("echo here");
    aws.ecs().listLate(6);
    TestingTerminal terminal = new TestingTerminal();
    assertThat(watch(task, terminal).success()).isTrue();
    assertThat(terminal.outText()).isEqualTo("here\n");
  }

  @Test
  void outputThatIsShownBitByBitAfterTheEndIsReadToItsLastLine() throws Exception {
    TaskName task = start("seq 60");
    aws.logs().showSlowly();
    TestingTerminal terminal = new TestingTerminal();
    TaskExit exit = aws.launcher(config, Duration.ofSeconds(1)).watchTask(task, context(terminal));
    assertThat(exit.success()).isTrue();
    assertThat(terminal.outText().lines()).hasSize(60).last().isEqualTo("60");
  }

  @Test
  void aDefinitionWhoseTaskWasNeverRunIsToldAndCanBeStarted() throws Exception {
    LaunchSpec spec = spec(List.of("sh", "-c"), List.of("exit 0"), Map.of());
    aws.ecs().refuse("RESOURCE:MEMORY");
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> launcher().startTask(spec, context(new TestingTerminal())))
        .withMessageContaining("RESOURCE:MEMORY")
        .withMessageContaining("the cluster \"default\"")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE));
    TaskExit exit = watch(spec.name(), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("never run");
    stop(spec.name());
    assertThat(aws.ecs().definitions()).isEmpty();
  }

  @Test
  void aRefusalThatLastsIsFinal() {
    LaunchSpec spec = spec(List.of(), List.of(), Map.of());
    aws.ecs().refuse("ATTRIBUTE");
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> launcher().startTask(spec, context(new TestingTerminal())))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_RETRYABLE));
  }

  @Test
  void aTaskThatStaysPendingIsGivenUp() throws Exception {
    config.put("pending_timeout", "1500ms");
    aws.ecs().runNothing();
    TaskName task = start("exit 0");
    TestingProgress progress = new TestingProgress();
    TaskExit exit = launcher().watchTask(task, context(new TestingTerminal(), progress));
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(progress.reasons()).containsOnly("the task is PROVISIONING on ECS");
    assertThat(exit.message())
        .contains(task.value())
        .contains("still PROVISIONING after 1.5s")
        .contains("the cluster \"default\"");
    stop(task);
    assertThat(watch(task, new TestingTerminal()).cause()).isEqualTo(Cause.GONE);
  }

  @Test
  void whatEcsSaysOfATaskThatIsPendingIsTold() throws Exception {
    aws.ecs().runNothing();
    TaskName task = start("exit 0");
    aws.ecs()
        .tasks()
        .iterator()
        .next()
        .set(
            pending ->
                pending.toBuilder()
                    .lastStatus("PENDING")
                    .containers(
                        pending.containers().getFirst().toBuilder().reason("no address").build())
                    .build());
    TestingProgress progress = new TestingProgress();
    CompletableFuture<TaskExit> watching = watchAside(task, progress);
    progress.awaitReason("the task is PENDING on ECS: no address");
    stop(task);
    watching.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aTaskThatEcsForgotIsGone() throws Exception {
    TaskName task = start("echo ready; sleep 30");
    TestingTerminal terminal = new TestingTerminal();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                terminal.awaitOut("ready");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              List.copyOf(aws.ecs().tasks()).forEach(known -> known.stop("test"));
              aws.ecs().forgetTasks();
            });
    assertThat(watch(task, terminal).cause()).isEqualTo(Cause.GONE);
  }

  @Test
  void definitionAndTaskCarryAllTags() throws Exception {
    config.put("tags", Map.of("owner", "us", "waypoint.project", "not ours to say"));
    LaunchSpec plain = spec(List.of("sh", "-c"), List.of("exit 0"), Map.of());
    Map<String, String> labels = new HashMap<>(plain.labels());
    for (String key :
        List.of("job", "attempt", "project", "application", "workspace", "profile", "runner")) {
      labels.put("waypoint." + key, "the " + key);
    }
    launcher()
        .startTask(
            new LaunchSpec(
                plain.name(),
                plain.image(),
                plain.entrypoint(),
                plain.arguments(),
                Map.of(),
                labels),
            context(new TestingTerminal()));
    Map<String, String> expected = new HashMap<>(labels);
    expected.put("owner", "us");
    expected.put("waypoint.dev/task", plain.name().value());
    expected.put("waypoint.dev/cluster", "default");
    String definition = aws.ecs().definitions().iterator().next().taskDefinitionArn();
    String task = aws.ecs().tasks().iterator().next().describe().taskArn();
    assertThat(Tags.map(aws.ecs().tagsOf(definition))).isEqualTo(expected);
    assertThat(Tags.map(aws.ecs().tagsOf(task))).isEqualTo(expected);
  }

  @Test
  void tasksOfAnotherClusterAreNotListed() throws Exception {
    TaskName task = start("exit 0");
    Map<String, String> labels = Map.of("waypoint.dev/job", task.value());
    assertThat(launcher().listTasks(labels, context(new TestingTerminal()))).containsExactly(task);
    config.put("cluster", "other");
    assertThat(launcher().listTasks(labels, context(new TestingTerminal()))).isEmpty();
    config.remove("cluster");
  }

  @Test
  void stoppingRemovesDefinitionsAndLogStreams() throws Exception {
    TaskName task = start("echo something");
    watch(task, new TestingTerminal());
    assertThat(aws.logs().streams()).hasSize(1);
    stop(task);
    assertThat(aws.ecs().definitions()).isEmpty();
    assertThat(aws.logs().streams()).isEmpty();
  }

  @Test
  void aRemovalThatWasLostMidwayIsFinished() throws Exception {
    TaskName task = start("exit 0");
    String arn = aws.ecs().definitions().iterator().next().taskDefinitionArn();
    aws.ecs().deregisterTaskDefinition(ask -> ask.taskDefinition(arn));
    assertThat(aws.ecs().definitions().iterator().next().status())
        .isEqualTo(TaskDefinitionStatus.INACTIVE);
    stop(task);
    assertThat(aws.ecs().definitions()).isEmpty();
  }

  @Test
  void logStreamsAreKeptWhenThatIsWanted() throws Exception {
    config.put("keep_logs", true);
    TaskName task = start("echo something");
    watch(task, new TestingTerminal());
    stop(task);
    assertThat(aws.logs().streams()).hasSize(1);
  }

  private LaunchSpec specOf(TaskName name, List<String> entrypoint, List<String> arguments) {
    String run = aws.ecs().definitions().iterator().next().taskDefinitionArn();
    Map<String, String> labels = new HashMap<>(Tags.map(aws.ecs().tagsOf(run)));
    labels.remove(Tags.TASK);
    labels.remove(Tags.CLUSTER);
    return new LaunchSpec(name, image(), entrypoint, arguments, Map.of(), labels);
  }
}
