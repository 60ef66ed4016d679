package dev.waypoint.activities.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.OutputEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputSinkTest {
  private final List<String> stored = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void sendsManyEventsInFewBatchesAndInOrder() throws InterruptedException {
    try (OutputSink sink = new OutputSink(this::store, 0, over::countDown)) {
      for (int i = 0; i < 5_000; i++) {
        sink.emit(line("line " + i));
      }

      assertThat(sink.flush()).isEqualTo(5_000);
    }

    assertThat(stored).hasSize(5_000).startsWith("line 0").endsWith("line 4999");
    assertThat(batches).hasSizeLessThan(100);
  }

  @Test
  void sendsASingleEventSoonAndByItself() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    OutputSink.Sender sender =
        (offset, events) -> {
          long next = store(offset, events);
          arrived.countDown();
          return next;
        };
    try (OutputSink sink = new OutputSink(sender, 0, over::countDown)) {
      sink.emit(line("hello"));

      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(stored).containsExactly("hello");
    }
  }

  @Test
  void goesOnWithoutGapOrRepeatAfterLostCallsAndLostReplies() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    OutputSink.Sender sender =
        (offset, events) -> {
          int call = calls.incrementAndGet();
          if (call == 1) {
            throw unavailable();
          }
          long next = store(offset, events);
          if (call == 2) {
            throw unavailable();
          }
          return next;
        };
    try (OutputSink sink = new OutputSink(sender, 0, over::countDown)) {
      for (int i = 0; i < 100; i++) {
        sink.emit(line("line " + i));
      }

      assertThat(sink.flush()).isEqualTo(100);
    }

    assertThat(stored).hasSize(100).doesNotHaveDuplicates().startsWith("line 0", "line 1");
  }

  @Test
  void pausesWhereTheGatewayTakesNothing() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    OutputSink.Sender sender =
        (offset, events) -> calls.incrementAndGet() < 4 ? offset : store(offset, events);
    long begun = System.nanoTime();
    try (OutputSink sink = new OutputSink(sender, 0, over::countDown)) {
      sink.emit(line("hello"));

      assertThat(sink.flush()).isEqualTo(1);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(500));
    assertThat(stored).containsExactly("hello");
  }

  @Test
  void goesOnWhereAnEarlierRunOfTheAttemptEnded() throws InterruptedException {
    stored.addAll(List.of("a", "b"));
    try (OutputSink sink = new OutputSink(this::store, 2, over::countDown)) {
      sink.emit(line("c"));

      assertThat(sink.flush()).isEqualTo(3);
    }

    assertThat(stored).containsExactly("a", "b", "c");
  }

  @Test
  void holdsTheWriterBackWhileTooMuchWaits() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    OutputSink.Sender sender =
        (offset, events) -> {
          open.await();
          return store(offset, events);
        };
    byte[] large = new byte[256 * 1024];
    int count = 3 * OutputSink.CAPACITY_BYTES / large.length;
    AtomicInteger emitted = new AtomicInteger();
    try (OutputSink sink = new OutputSink(sender, 0, over::countDown)) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < count; i++) {
                      sink.emit(new OutputEvent.Raw(Instant.EPOCH, large, false));
                      emitted.incrementAndGet();
                    }
                  });

      assertThat(writer.join(java.time.Duration.ofMillis(500))).isFalse();
      assertThat(emitted.get()).isBetween(1, count / 2);

      open.countDown();
      writer.join();
      assertThat(sink.flush()).isEqualTo(count);
    }
  }

  @Test
  void tellsThatTheAttemptIsOverWhenItsOutputIsRefused() throws InterruptedException {
    OutputSink.Sender sender =
        (offset, events) -> {
          throw new GatewayException(GatewayException.Kind.OUTDATED, "ATTEMPT_OUTDATED");
        };
    try (OutputSink sink = new OutputSink(sender, 0, over::countDown)) {
      sink.emit(line("late"));

      assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
      sink.emit(line("later still"));
      assertThat(sink.flush()).isZero();
    }
  }

  private synchronized long store(long offset, List<OutputEvent> events) {
    int known = (int) (stored.size() - offset);
    events.stream()
        .skip(known)
        .map(event -> event instanceof OutputEvent.Line line ? line.text() : "raw")
        .forEach(stored::add);
    batches.add(events.size());
    return stored.size();
  }

  private static GatewayException unavailable() {
    return new GatewayException(GatewayException.Kind.UNAVAILABLE, "no answer");
  }

  private static OutputEvent line(String text) {
    return new OutputEvent.Line(Instant.EPOCH, text, OutputEvent.Style.PLAIN);
  }
}
