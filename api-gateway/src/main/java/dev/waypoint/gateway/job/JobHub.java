package dev.waypoint.gateway.job;

import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who follow a job when something about it changed in this process. */
@Singleton
public final class JobHub {
  private final Map<JobId, Topic> topics = new ConcurrentHashMap<>();

  /** Costs next to nothing when nobody follows. */
  public void changed(JobId id) {
    Topic topic = topics.get(id);
    if (topic != null) {
      topic.signal();
    }
  }

  /** Follows a job from now on; subscribe first, then look, then wait. */
  Subscription subscribe(JobId id) {
    Topic topic =
        topics.compute(
            id,
            (key, existing) -> {
              Topic current = existing == null ? new Topic() : existing;
              current.followers++;
              return current;
            });
    return new Subscription(id, topic);
  }

  /** One follower's view. Used by one thread, but for {@link #wake}. */
  final class Subscription implements AutoCloseable {
    private final JobId id;
    private final Topic topic;
    private long seen;

    private Subscription(JobId id, Topic topic) {
      this.id = id;
      this.topic = topic;
      this.seen = topic.version();
    }

    /** Waits for the next change since the last call, but not longer than this. */
    void await(long millis) throws InterruptedException {
      seen = topic.await(seen, millis);
    }

    /** Ends a wait early. */
    void wake() {
      topic.signal();
    }

    @Override
    public void close() {
      topics.computeIfPresent(id, (key, current) -> --current.followers == 0 ? null : current);
    }
  }

  private static final class Topic {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int followers;
    private volatile long version;

    void signal() {
      lock.lock();
      try {
        version++;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    long version() {
      return version;
    }

    long await(long seen, long millis) throws InterruptedException {
      lock.lock();
      try {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        while (version == seen && left > 0) {
          left = changed.awaitNanos(left);
        }
        return version;
      } finally {
        lock.unlock();
      }
    }
  }
}
