package dev.waypoint.gateway.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets concurrent writers share one flush: a flush that begins after a commit covers it, and there
 * is one at a time. The first writer that waits does it for all.
 */
final class GroupFlush implements CommitFlush {
  /** About what it takes from a job's start until a runner is given it, which is written, too. */
  private static final Duration MOMENT = Duration.ofMillis(3);

  private final CommitFlush flush;
  private final Duration moment;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private long begun;
  private long done;

  GroupFlush(CommitFlush flush) {
    this(flush, MOMENT);
  }

  /**
   * @param moment how long who is in no hurry leaves the flush to others
   */
  GroupFlush(CommitFlush flush, Duration moment) {
    this.flush = flush;
    this.moment = moment;
  }

  @Override
  public void await() throws SQLException {
    await(Duration.ZERO);
  }

  @Override
  public void awaitShared() throws SQLException {
    await(moment);
  }

  /**
   * @param patience how long to leave the flush to others
   */
  private void await(Duration patience) throws SQLException {
    lock.lock();
    try {
      long wanted = begun + 1;
      leaveToOthers(wanted, patience);
      while (done < wanted) {
        if (done == begun) {
          lead();
        } else {
          ended.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void leaveToOthers(long wanted, Duration patience) {
    long left = patience.toNanos();
    try {
      while (done < wanted && left > 0) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lead() throws SQLException {
    begun++;
    boolean flushed = false;
    lock.unlock();
    try {
      flush.await();
      flushed = true;
    } finally {
      lock.lock();
      if (flushed) {
        done = begun;
      } else {
        begun--;
      }
      ended.signalAll();
    }
  }
}
