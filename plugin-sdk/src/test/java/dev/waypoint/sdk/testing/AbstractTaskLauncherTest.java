package dev.waypoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every task launcher does. A subclass names an image with a shell; the tests run scripts in
 * it, and remove all that they have started.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
public abstract class AbstractTaskLauncherTest {
  private static final String UNTIL_STOPPED =
      "trap 'exit 0' TERM; echo ready; while :; do sleep 1 & wait $!; done";

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> labels = Map.of("waypoint.dev/test", run);
  private final Map<TaskName, LaunchSpec> mine = new HashMap<>();

  /** A launcher as a process of its own would make it, on the one platform that is tested. */
  protected abstract TaskLauncher launcher();

  /** An image that is there and has {@code sh}. */
  protected abstract String image();

  /** An image that is nowhere. */
  protected abstract String missingImage();

  /**
   * What a script begins with so that the platform is sure to collect all of its output, whatever
   * it ends with: nothing, where the output of the shortest task is kept.
   */
  protected String untilCollected() {
    return "";
  }

  @AfterEach
  void removeWhatIsLeft() throws Exception {
    for (TaskName name : mine.keySet()) {
      launcher().stopTask(name, context(new TestingTerminal()));
    }
  }

  @Test
  @Tag("behaviour-149")
  void allOutputAndTheExitCodeOfATaskAreSeen() throws Exception {
    TaskName task = start(untilCollected() + "echo first; echo second; exit 7");
    TestingTerminal terminal = new TestingTerminal();
    TaskExit exit = watch(task, terminal);
    assertThat(terminal.outText()).isEqualTo("first\nsecond\n");
    assertThat(exit.exitCode()).isEqualTo(7);
    assertThat(exit.cause()).isEqualTo(Cause.EXITED);
    assertThat(exit.success()).isFalse();
  }

  @Test
  void aTaskThatEndsWithZeroIsASuccess() throws Exception {
    TaskExit exit = watch(start("exit 0"), new TestingTerminal());
    assertThat(exit.success()).isTrue();
  }

  @Test
  void aTaskThatEndedBeforeItIsWatchedShowsAllOfItsOutput() throws Exception {
    TaskName task = start(untilCollected() + "echo early; exit 3");
    watch(task, new TestingTerminal());
    TestingTerminal late = new TestingTerminal();
    TaskExit exit = watch(task, late);
    assertThat(late.outText()).isEqualTo("early\n");
    assertThat(exit.exitCode()).isEqualTo(3);
  }

  @Test
  void outputIsSeenWhileTheTaskRuns() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    assertThat(watching).isNotDone();
  }

  @Test
  void largeOutputArrivesWhole() throws Exception {
    TaskName task =
        start(
            untilCollected()
                + "i=0; while [ $i -lt 20000 ]; do echo \"line $i of a long output\"; i=$((i+1)); done");
    TestingTerminal terminal = new TestingTerminal();
    watch(task, terminal);
    assertThat(terminal.outText().lines()).hasSize(20_000);
    assertThat(terminal.outText()).endsWith("line 19999 of a long output\n");
  }

  @Test
  void coloursControlCharactersAndOtherScriptsPassUnchanged() throws Exception {
    TestingTerminal terminal = new TestingTerminal();
    watch(
        start(untilCollected() + "printf '\\033[31mr\\303\\266d\\r\\001\\t'; echo done"), terminal);
    assertThat(terminal.outText()).isEqualTo("\u001b[31mr\u00f6d\r\u0001\tdone\n");
  }

  @Test
  void environmentAndArgumentsReachTheProcess() throws Exception {
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(untilCollected() + "echo \"$GREETING $0 $1\"", "one", "two words"),
            Map.of("GREETING", "a \"quoted\" $word"));
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo("a \"quoted\" $word one two words\n");
  }

  @Test
  @Tag("behaviour-135")
  void startingTwiceStartsOne() throws Exception {
    TaskName task = start(untilCollected() + "echo once; sleep 1");
    launcher().startTask(mine.get(task), context(new TestingTerminal()));
    assertThat(list(labels)).containsExactly(task);
    TestingTerminal terminal = new TestingTerminal();
    watch(task, terminal);
    assertThat(terminal.outText()).isEqualTo("once\n");
  }

  @Test
  void startingAgainAfterTheEndRunsNothing() throws Exception {
    TaskName task = start(untilCollected() + "echo once; exit 5");
    watch(task, new TestingTerminal());
    launcher().startTask(mine.get(task), context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    TaskExit exit = watch(task, terminal);
    assertThat(exit.exitCode()).isEqualTo(5);
    assertThat(terminal.outText()).isEqualTo("once\n");
  }

  @Test
  void stoppingEndsWhatRunsAndRemovesIt() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    stop(task);
    watching.get(60, TimeUnit.SECONDS);
    assertThat(list(labels)).isEmpty();
    assertThat(watch(task, new TestingTerminal()).cause()).isEqualTo(Cause.GONE);
  }

  @Test
  void stoppingTwiceIsFine() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    stop(task);
    stop(task);
    assertThat(list(labels)).isEmpty();
  }

  @Test
  void stoppingWhatHasEndedRemovesIt() throws Exception {
    TaskName task = start("exit 1");
    watch(task, new TestingTerminal());
    stop(task);
    assertThat(list(labels)).isEmpty();
  }

  @Test
  void stoppingWhatNeverWasIsFine() throws Exception {
    TaskName never = name();
    stop(never);
    assertThat(watch(never, new TestingTerminal()).cause()).isEqualTo(Cause.GONE);
  }

  @Test
  void aStoppedTaskDoesNotCountAsASuccess() throws Exception {
    TaskName task = start("echo ready; while :; do sleep 1; done");
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    stop(task);
    TaskExit exit = watching.get(60, TimeUnit.SECONDS);
    assertThat(exit.success()).isFalse();
    assertThat(exit.message()).isNotBlank();
  }

  @Test
  void aWatcherThatIsInterruptedLeavesTheTaskAlone() throws Exception {
    TaskName task = start(untilCollected() + "echo before; sleep 3; echo after; exit 4");
    TestingTerminal first = new TestingTerminal();
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread watcher =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    watch(task, first);
                    ended.complete(null);
                  } catch (Throwable e) {
                    ended.complete(e);
                  }
                });
    first.awaitOut("before");
    watcher.interrupt();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    TestingTerminal second = new TestingTerminal();
    TaskExit exit = watch(task, second);
    assertThat(second.outText()).isEqualTo("before\nafter\n");
    assertThat(exit.exitCode()).isEqualTo(4);
  }

  @Test
  void tasksAreListedByTheirLabels() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    assertThat(list(labels)).containsExactly(task);
    assertThat(list(Map.of("waypoint.dev/test", run, "waypoint.dev/job", task.value())))
        .containsExactly(task);
    assertThat(list(Map.of("waypoint.dev/test", run, "waypoint.dev/job", "other"))).isEmpty();
  }

  @Test
  void tasksOfOthersAreNeverListed() {
    assertThatIllegalArgumentException().isThrownBy(() -> list(Map.of()));
  }

  @Test
  void anImageThatIsNowhereIsNamed() throws Exception {
    LaunchSpec wanted = spec(List.of(), List.of(), Map.of());
    LaunchSpec missing =
        new LaunchSpec(
            wanted.name(), missingImage(), List.of(), List.of(), Map.of(), wanted.labels());
    String message;
    try {
      launcher().startTask(missing, context(new TestingTerminal()));
      TaskExit exit = watch(missing.name(), new TestingTerminal());
      assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
      message = exit.message();
    } catch (TaskException e) {
      assertThat(e.kind()).isEqualTo(TaskException.Kind.NOT_RETRYABLE);
      message = e.getMessage();
    }
    assertThat(message).contains(missingImage());
    stop(missing.name());
    assertThat(list(labels)).isEmpty();
  }

  /** Starts a script. */
  protected final TaskName start(String script) throws Exception {
    LaunchSpec spec = spec(List.of("sh", "-c"), List.of(script), Map.of());
    assertThat(launcher().startTask(spec, context(new TestingTerminal())).resource()).isNotBlank();
    return spec.name();
  }

  /** A task of its own that is removed after the test. */
  protected final LaunchSpec spec(
      List<String> entrypoint, List<String> arguments, Map<String, String> environment) {
    TaskName name = name();
    Map<String, String> all = new HashMap<>(labels);
    all.put("waypoint.dev/job", name.value());
    LaunchSpec spec = new LaunchSpec(name, image(), entrypoint, arguments, environment, all);
    mine.put(name, spec);
    return spec;
  }

  protected final TaskExit watch(TaskName task, TestingTerminal terminal)
      throws TaskException, InterruptedException {
    return launcher().watchTask(task, context(terminal));
  }

  private CompletableFuture<TaskExit> watchAside(TaskName task, TestingTerminal terminal) {
    CompletableFuture<TaskExit> exit = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                exit.complete(watch(task, terminal));
              } catch (Exception e) {
                exit.completeExceptionally(e);
              }
            });
    return exit;
  }

  protected final void stop(TaskName task) throws TaskException, InterruptedException {
    launcher().stopTask(task, context(new TestingTerminal()));
  }

  private List<TaskName> list(Map<String, String> by) throws TaskException, InterruptedException {
    return launcher().listTasks(by, context(new TestingTerminal()));
  }

  private static TaskName name() {
    return new TaskName("waypoint-test-" + UUID.randomUUID().toString().substring(0, 18));
  }

  protected static TaskContext context(TestingTerminal terminal) {
    return new TaskContext(terminal, Cancellation.never());
  }
}
