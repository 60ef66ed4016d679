package dev.waypoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every task launcher does whose platform is reached over a network that may fail. */
public abstract class AbstractRemoteTaskLauncherTest extends AbstractTaskLauncherTest {
  /** A new way to the platform, that can be disturbed. */
  protected abstract TestingProxy proxy() throws Exception;

  /** A launcher that reaches the platform at {@code http://127.0.0.1:PORT} or {@code tcp://…}. */
  protected abstract TaskLauncher launcherAt(int port) throws Exception;

  /**
   * By what the requests are known that make something when a task is started: a part of the
   * request line or of a header.
   */
  protected abstract List<String> requestsOfAStart();

  @Test
  void whatWasTakenThoughItsAnswerWasLostIsFoundAgain() throws Exception {
    for (String request : requestsOfAStart()) {
      LaunchSpec spec = script(untilCollected() + "echo once; sleep 1");
      startWithout(request, spec);
      launcher().startTask(spec, context(new TestingTerminal()));
      assertThat(list(labelsAnd("waypoint.dev/job", spec.name().value())))
          .containsExactly(spec.name());
      TestingTerminal terminal = new TestingTerminal();
      assertThat(watch(spec.name(), terminal).success()).isTrue();
      assertThat(terminal.outText()).as("without the answer to %s", request).isEqualTo("once\n");
    }
  }

  @Test
  void whatWasTakenThoughItsAnswerWasLostIsStopped() throws Exception {
    for (String request : requestsOfAStart()) {
      LaunchSpec spec = script(UNTIL_STOPPED);
      startWithout(request, spec);
      stop(spec.name());
      assertThat(list(labels())).as("without the answer to %s", request).isEmpty();
      assertThat(watch(spec.name(), new TestingTerminal()).cause()).isEqualTo(Cause.GONE);
    }
  }

  /** A client may ask again by itself, and the start go well. */
  private void startWithout(String request, LaunchSpec spec) throws Exception {
    try (TestingProxy proxy = proxy()) {
      proxy.loseAnswerTo(request);
      try {
        launcherAt(proxy.port()).startTask(spec, context(new TestingTerminal()));
      } catch (TaskException e) {
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(TaskException.Kind.RETRYABLE);
      }
      assertThat(proxy.hasLost()).as("the answer to %s was lost", request).isTrue();
    }
  }

  @Test
  void aConnectionThatBreaksWhileATaskIsWatchedNeitherLosesNorRepeatsOutput() throws Exception {
    TaskName task = start(untilCollected() + "echo before; sleep 3; echo after; exit 4");
    try (TestingProxy proxy = proxy()) {
      TestingTerminal terminal = new TestingTerminal();
      Aside<TaskExit> watching =
          aside(() -> launcherAt(proxy.port()).watchTask(task, context(terminal)));
      terminal.awaitOut("before");
      proxy.cut();
      try {
        assertThat(watching.result().get(60, TimeUnit.SECONDS).exitCode()).isEqualTo(4);
        assertThat(terminal.outText()).isEqualTo("before\nafter\n");
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOfSatisfying(
                TaskException.class,
                lost -> assertThat(lost.kind()).isEqualTo(TaskException.Kind.RETRYABLE));
      }
    }
    TestingTerminal again = new TestingTerminal();
    assertThat(watch(task, again).exitCode()).isEqualTo(4);
    assertThat(again.outText()).isEqualTo("before\nafter\n");
  }

  @Test
  void aPlatformThatDoesNotAnswerMayAnswerLater() throws Exception {
    TestingProxy proxy = proxy();
    proxy.close();
    TaskLauncher launcher = launcherAt(proxy.port());
    LaunchSpec spec = script("exit 0");
    Aside<Object> start = aside(() -> launcher.startTask(spec, context(new TestingTerminal())));
    assertThat(start.result())
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            TaskException.class,
            refused -> assertThat(refused.kind()).isEqualTo(TaskException.Kind.RETRYABLE));
  }
}
