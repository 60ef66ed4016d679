package dev.waypoint.activities.output;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.OutputEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The output of one attempt on its way to the gateway. Events are sent in batches, in order, each
 * exactly once in effect: what was not confirmed is sent again from the offset that the gateway
 * names. While the gateway cannot be reached events wait, up to {@link #CAPACITY_BYTES}; then
 * {@link #emit} blocks.
 */
public final class OutputSink implements AutoCloseable {
  /** What may wait to be sent. */
  public static final int CAPACITY_BYTES = 4 * 1024 * 1024;

  /** A batch goes out when it is this large ... */
  static final int FLUSH_BYTES = 64 * 1024;

  /** ... or its first event this old. */
  static final Duration FLUSH_AFTER = Duration.ofMillis(50);

  private static final int LARGEST_BATCH_BYTES = 512 * 1024;
  private static final int LARGEST_BATCH_EVENTS = 2_000;
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

  /** Sends one batch. */
  @FunctionalInterface
  public interface Sender {
    /** Answers the offset from which to send on. */
    long append(long offset, List<OutputEvent> events) throws InterruptedException;
  }

  private final Sender sender;
  private final Runnable attemptOver;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<OutputEvent> waiting = new ArrayDeque<>();
  private final Thread pump;
  private long waitingBytes;
  private long offset;
  private long firstWaitingSince;
  private boolean flushing;
  private boolean sending;
  private boolean held;
  private boolean closed;
  private boolean aborted;

  /**
   * @param offset of the next event
   * @param attemptOver called once when the gateway refuses output of this attempt for good
   */
  public OutputSink(Sender sender, long offset, Runnable attemptOver) {
    this.sender = sender;
    this.offset = offset;
    this.attemptOver = attemptOver;
    this.pump = Thread.ofVirtual().name("job-output").start(this::pump);
  }

  /** Takes an event; blocks while too much waits, even when the thread is interrupted. */
  public void emit(OutputEvent event) {
    lock.lock();
    try {
      while (waitingBytes >= CAPACITY_BYTES && !aborted && !closed) {
        changed.awaitUninterruptibly();
      }
      if (aborted || closed) {
        return;
      }
      if (waiting.isEmpty()) {
        firstWaitingSince = System.nanoTime();
      }
      waiting.addLast(event);
      waitingBytes += event.size();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything was confirmed, or the sink was aborted.
   *
   * @return how many events this attempt has sent
   */
  public long flush() throws InterruptedException {
    lock.lock();
    try {
      flushing = true;
      changed.signalAll();
      while (!waiting.isEmpty() && !aborted) {
        changed.await();
      }
      return offset;
    } finally {
      flushing = false;
      lock.unlock();
    }
  }

  /**
   * Output that was not confirmed.
   *
   * @param offset of its first event
   */
  public record Rest(long offset, List<OutputEvent> events) {
    /** How many events the attempt has with these. */
    public long end() {
      return offset + events.size();
    }
  }

  /**
   * Ends the sending and answers what is left for the caller to send, no more than fits into one
   * batch; waits until the rest of it was confirmed, or the sink was aborted.
   */
  public Rest takeRest() throws InterruptedException {
    lock.lock();
    try {
      flushing = true;
      held = waitingBytes <= FLUSH_BYTES;
      changed.signalAll();
      while (!aborted && (sending || waitingBytes > FLUSH_BYTES)) {
        changed.await();
        held = waitingBytes <= FLUSH_BYTES;
      }
      List<OutputEvent> events = List.copyOf(waiting);
      waiting.clear();
      waitingBytes = 0;
      return new Rest(offset, events);
    } finally {
      flushing = false;
      lock.unlock();
    }
  }

  /** Drops what waits and everything that comes. */
  public void abort() {
    lock.lock();
    try {
      aborted = true;
      waiting.clear();
      waitingBytes = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    pump.interrupt();
  }

  /** Ends without waiting: call {@link #flush} before. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    pump.interrupt();
  }

  private void pump() {
    Duration backoff = FIRST_BACKOFF;
    try {
      while (true) {
        List<OutputEvent> batch = nextBatch();
        if (batch.isEmpty()) {
          return;
        }
        try {
          if (confirm(batch, sender.append(offset, batch))) {
            backoff = FIRST_BACKOFF;
          } else {
            Thread.sleep(backoff);
            backoff = longer(backoff);
          }
        } catch (GatewayException e) {
          notSent();
          if (e.kind() != GatewayException.Kind.UNAVAILABLE) {
            abort();
            attemptOver.run();
            return;
          }
          Thread.sleep(backoff);
          backoff = longer(backoff);
        }
      }
    } catch (InterruptedException e) {
      abortQuietly();
    }
  }

  private static Duration longer(Duration backoff) {
    Duration doubled = backoff.multipliedBy(2);
    return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
  }

  /** Waits for a batch; empty when there will be none. */
  private List<OutputEvent> nextBatch() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        if (aborted || closed) {
          return List.of();
        }
        if (waiting.isEmpty() || held) {
          changed.await();
          continue;
        }
        long left = FLUSH_AFTER.toNanos() - (System.nanoTime() - firstWaitingSince);
        if (flushing || waitingBytes >= FLUSH_BYTES || left <= 0) {
          sending = true;
          return firstEvents();
        }
        changed.await(left, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<OutputEvent> firstEvents() {
    List<OutputEvent> batch = new ArrayList<>();
    int bytes = 0;
    Iterator<OutputEvent> events = waiting.iterator();
    while (events.hasNext() && batch.size() < LARGEST_BATCH_EVENTS) {
      OutputEvent event = events.next();
      bytes += event.size();
      if (!batch.isEmpty() && bytes > LARGEST_BATCH_BYTES) {
        break;
      }
      batch.add(event);
    }
    return batch;
  }

  /** False when nothing was taken: the gateway lacks what came before. */
  private boolean confirm(List<OutputEvent> batch, long nextOffset) {
    lock.lock();
    try {
      long confirmed = Math.clamp(nextOffset - offset, 0, batch.size());
      for (long i = 0; i < confirmed && !waiting.isEmpty(); i++) {
        waitingBytes -= waiting.removeFirst().size();
        offset++;
      }
      firstWaitingSince = System.nanoTime();
      sending = false;
      changed.signalAll();
      return confirmed > 0;
    } finally {
      lock.unlock();
    }
  }

  private void notSent() {
    lock.lock();
    try {
      sending = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void abortQuietly() {
    lock.lock();
    try {
      aborted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
