package dev.waypoint.gateway.job;

import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
    private int followers;
    private long version;

    synchronized void signal() {
      version++;
      notifyAll();
    }

    synchronized long version() {
      return version;
    }

    synchronized long await(long seen, long millis) throws InterruptedException {
      long end = System.nanoTime() + millis * 1_000_000;
      while (version == seen) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        wait(left);
      }
      return version;
    }
  }
}
