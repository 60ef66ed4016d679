package dev.waypoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationSourceTest {
  private final CancellationSource cancellation = new CancellationSource();
  private final List<String> ran = new ArrayList<>();

  @Test
  void actionsRunOnceAndTheLatestFirst() {
    cancellation.onRequest(() -> ran.add("first"));
    cancellation.onRequest(() -> ran.add("second"));
    cancellation.cancel();
    cancellation.cancel();
    assertThat(ran).containsExactly("second", "first");
  }

  @Test
  void anActionThatComesLateRunsAtOnce() {
    cancellation.cancel();
    cancellation.onRequest(() -> ran.add("late"));
    assertThat(ran).containsExactly("late");
  }

  @Test
  void anActionThatWasTakenBackDoesNotRun() {
    Runnable action = () -> ran.add("same");
    cancellation.onRequest(action);
    try (Cancellation.Registration _ = cancellation.onRequest(action)) {
      assertThat(cancellation.requested()).isFalse();
    }
    cancellation.cancel();
    assertThat(ran).containsExactly("same");
  }

  @Test
  void checkingThrowsOnlyWhenCancelled() throws Exception {
    cancellation.check();
    cancellation.cancel();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(cancellation::check);
  }
}
