package dev.waypoint.gateway.store;

import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets concurrent writers share one flush: a flush that begins after a commit covers it, and there
 * is one at a time. The first writer that waits does it for all.
 */
final class GroupFlush implements CommitFlush {
  private final CommitFlush flush;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private long begun;
  private long done;

  GroupFlush(CommitFlush flush) {
    this.flush = flush;
  }

  @Override
  public void await() throws SQLException {
    lock.lock();
    try {
      long wanted = begun + 1;
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
