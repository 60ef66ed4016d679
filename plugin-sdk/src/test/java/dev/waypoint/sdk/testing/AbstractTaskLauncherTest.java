package dev.waypoint.sdk.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What every task launcher does. A subclass names an image with a shell; the tests run scripts in
 * it, and remove all that they have started. For a platform that is reached over a network there is
 * {@link AbstractRemoteTaskLauncherTest}.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
public abstract class AbstractTaskLauncherTest extends BaseTaskLauncherTest {
  /** In milliseconds after the beginning of a call. */
  private static final List<Long> MOMENTS = List.of(0L, 3L, 20L, 80L, 250L);

  private static final int LINES = 100 * 1024;
  private static final int LINE_BYTES = 1024;

  /** An image that is nowhere. */
  protected abstract String missingImage();

  /** Ends what runs of a task, as an outage or an operator would: not by the launcher. */
  protected abstract void killFromOutside(TaskName task) throws Exception;

  /** Within which the end of what runs has to be noticed. */
  protected Duration toNotice() {
    return Duration.ofSeconds(5);
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
  void aTaskThatRunsIsSaidToRunThoughItWritesNothing() throws Exception {
    TaskName task = start("trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done");
    TestingProgress progress = new TestingProgress();
    CompletableFuture<TaskExit> watching = watchAside(task, progress);
    progress.awaitRunning();
    assertThat(watching).isNotDone();
    stop(task);
    watching.get(60, TimeUnit.SECONDS);
    assertThat(progress.reasonsAfterRunning()).isEmpty();
  }

  @Test
  @ResourceLock(MEASURED)
  void aHundredMegabytesOfOutputArriveWhole() throws Exception {
    TaskName task =
        start(
            untilCollected()
                + """
                awk 'BEGIN {
                  for (text = "x"; length(text) < %1$d;) text = text text
                  text = substr(text, 1, %1$d)
                  for (line = 0; line < %2$d; line++) {
                    print (1000000 + line) " " text
                    if (%3$d > 0 && line %% (5 * 1024) == 0) {
                      fflush()
                      system("sleep %3$d")
                    }
                  }
                }'\
                """
                    .formatted(LINE_BYTES - "1000000 \n".length(), LINES, restSeconds()));
    OutputDigest expected = new OutputDigest();
    String text = "x".repeat(LINE_BYTES - "1000000 \n".length());
    for (int line = 0; line < LINES; line++) {
      expected.stdout().write("%d %s\n".formatted(1_000_000 + line, text).getBytes(US_ASCII));
    }
    OutputDigest seen = new OutputDigest();
    assertThat(watch(task, seen).success()).isTrue();
    assertThat(seen.count()).isEqualTo(100L * 1024 * 1024);
    assertThat(seen.digest()).isEqualTo(expected.digest());
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
    launcher().startTask(specOf(task), context(new TestingTerminal()));
    assertThat(list(labels())).containsExactly(task);
    TestingTerminal terminal = new TestingTerminal();
    watch(task, terminal);
    assertThat(terminal.outText()).isEqualTo("once\n");
  }

  @Test
  void startingAgainAfterTheEndRunsNothing() throws Exception {
    TaskName task = start(untilCollected() + "echo once; exit 5");
    watch(task, new TestingTerminal());
    launcher().startTask(specOf(task), context(new TestingTerminal()));
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
    assertThat(list(labels())).isEmpty();
    assertThat(watch(task, new TestingTerminal()).cause()).isEqualTo(Cause.GONE);
  }

  @Test
  void stoppingTwiceIsFine() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    stop(task);
    stop(task);
    assertThat(list(labels())).isEmpty();
  }

  @Test
  void stoppingWhatHasEndedRemovesIt() throws Exception {
    TaskName task = start("exit 1");
    watch(task, new TestingTerminal());
    stop(task);
    assertThat(list(labels())).isEmpty();
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
  @ResourceLock(MEASURED)
  void whatIsKilledFromOutsideIsNoticedSoonAndNotStartedAgain() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    Instant killed = Instant.now();
    killFromOutside(task);
    TaskExit exit = watching.get(60, TimeUnit.SECONDS);
    assertThat(Duration.between(killed, Instant.now())).isLessThan(toNotice());
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).isNotBlank();
    TestingTerminal again = new TestingTerminal();
    assertThat(watch(task, again).success()).isFalse();
    assertThat(again.outText()).isIn("", "ready\n");
  }

  @Test
  void aProgramThatIsNotInTheImageIsNamed() throws Exception {
    LaunchSpec spec = spec(List.of("/no/such/program"), List.of(), Map.of());
    TestingTerminal terminal = new TestingTerminal();
    String said;
    try {
      launcher().startTask(spec, context(new TestingTerminal()));
      TaskExit exit = watch(spec.name(), terminal);
      assertThat(exit.success()).isFalse();
      said = exit.message() + terminal.outText() + terminal.errText();
    } catch (TaskException e) {
      assertThat(e.kind()).isEqualTo(TaskException.Kind.NOT_RETRYABLE);
      said = e.getMessage();
    }
    assertThat(said).contains("/no/such/program");
  }

  @Test
  void aStartThatIsCancelledAtAnyMomentCanBeRepeated() throws Exception {
    for (long millis : MOMENTS) {
      LaunchSpec spec = script(untilCollected() + "echo once; sleep 1");
      interrupt(millis, () -> launcher().startTask(spec, context(new TestingTerminal())));
      launcher().startTask(spec, context(new TestingTerminal()));
      assertThat(list(labelsAnd("waypoint.dev/job", spec.name().value())))
          .containsExactly(spec.name());
      TestingTerminal terminal = new TestingTerminal();
      assertThat(watch(spec.name(), terminal).success()).isTrue();
      assertThat(terminal.outText()).as("interrupted after %d ms", millis).isEqualTo("once\n");
    }
  }

  @Test
  void aStartThatIsCancelledAtAnyMomentCanBeStopped() throws Exception {
    for (long millis : MOMENTS) {
      LaunchSpec spec = script(UNTIL_STOPPED);
      interrupt(millis, () -> launcher().startTask(spec, context(new TestingTerminal())));
      stop(spec.name());
      assertThat(list(labels())).as("interrupted after %d ms", millis).isEmpty();
      assertThat(watch(spec.name(), new TestingTerminal()).cause()).isEqualTo(Cause.GONE);
    }
  }

  @Test
  void aStopThatIsCancelledAtAnyMomentCanBeRepeated() throws Exception {
    for (long millis : MOMENTS) {
      TaskName task = start(UNTIL_STOPPED);
      interrupt(
          millis,
          () -> {
            stop(task);
            return task;
          });
      stop(task);
      assertThat(list(labels())).as("interrupted after %d ms", millis).isEmpty();
    }
  }

  @Test
  void aWatcherThatIsInterruptedLeavesTheTaskAlone() throws Exception {
    TaskName task = start(untilCollected() + "echo before; sleep 3; echo after; exit 4");
    TestingTerminal first = new TestingTerminal();
    Aside<TaskExit> watching = aside(() -> watch(task, first));
    first.awaitOut("before");
    watching.interrupt();
    TestingTerminal second = new TestingTerminal();
    TaskExit exit = watch(task, second);
    assertThat(second.outText()).isEqualTo("before\nafter\n");
    assertThat(exit.exitCode()).isEqualTo(4);
  }

  @Test
  void tasksAreListedByTheirLabels() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    assertThat(list(labels())).containsExactly(task);
    assertThat(list(labelsAnd("waypoint.dev/job", task.value()))).containsExactly(task);
    assertThat(list(labelsAnd("waypoint.dev/job", "other"))).isEmpty();
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
    assertThat(list(labels())).isEmpty();
  }
}
