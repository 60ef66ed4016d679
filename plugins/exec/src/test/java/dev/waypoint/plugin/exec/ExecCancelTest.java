package dev.waypoint.plugin.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.component.Builder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExecCancelTest extends ExecTestBase {
  @Test
  void cancellingEndsTheCommandAndAllItsChildren() throws Exception {
    Throwable end =
        cancelWhenReady(
            "sleep 300 & echo $!; sh -c 'sleep 301 & echo $!; wait' & echo ready; wait");
    assertThat(end).isInstanceOf(InterruptedException.class);
    assertAllGone();
  }

  @Test
  void childrenThatLostTheirParentEndToo() throws Exception {
    Throwable end = cancelWhenReady("sh -c 'sleep 300 & echo $!'; echo ready; sleep 301");
    assertThat(end).isInstanceOf(InterruptedException.class);
    assertAllGone();
  }

  @Test
  void aCommandThatDoesNotWantToEndIsForced() throws Exception {
    long before = System.nanoTime();
    Throwable end = cancelWhenReady("trap '' TERM; echo $$; echo ready; while :; do sleep 1; done");
    assertThat(end).isInstanceOf(InterruptedException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(30));
    assertAllGone();
  }

  @Test
  void aCommandMayTidyUpWhenItIsCancelled() throws Exception {
    cancelWhenReady("trap 'echo tidied; exit 1' TERM; echo ready; while :; do sleep 1; done");
    assertThat(context.terminal().outText()).contains("tidied");
  }

  @Test
  void aCancelledOperationDoesNotStart() throws Exception {
    context.cancellation().cancel();
    assertThat(run(builder("echo ready", Map.of())).get(10, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    assertThat(context.terminal().outText()).isEmpty();
  }

  private Throwable cancelWhenReady(String script) throws Exception {
    CompletableFuture<Throwable> end = run(builder(script, Map.of()));
    context.terminal().awaitOut("ready");
    context.cancellation().cancel();
    return end.get(30, TimeUnit.SECONDS);
  }

  private CompletableFuture<Throwable> run(Builder builder) {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                builder.build(context);
                end.complete(null);
              } catch (Throwable e) {
                end.complete(e);
              }
            });
    return end;
  }

  private void assertAllGone() {
    Stream<Long> pids =
        context.terminal().outText().lines().filter(l -> l.matches("\\d+")).map(Long::valueOf);
    assertThat(pids)
        .isNotEmpty()
        .allSatisfy(pid -> assertThat(running(pid)).as("process " + pid).isFalse());
  }

  /** An ended process that nobody has waited for yet has no command. */
  private static boolean running(long pid) {
    return ProcessHandle.of(pid)
        .filter(process -> process.info().command().isPresent())
        .isPresent();
  }
}
