package dev.waypoint.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Remembers what an agent says, and waits for it. */
final class TestingListener implements AgentListener {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> messages = new ArrayList<>();

  @Override
  public synchronized void message(Level level, String text) {
    messages.add(text);
    notifyAll();
  }

  synchronized List<String> messages() {
    return List.copyOf(messages);
  }

  /** Returns when a message holds the text. */
  synchronized void await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (messages.stream().noneMatch(message -> message.contains(text))) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("nothing said of '%s': %s".formatted(text, messages));
      }
      wait(left);
    }
  }
}
