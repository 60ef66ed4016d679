package dev.waypoint.gateway.job;

import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells those who follow a job what happened to it in this process. */
@Singleton
public final class JobHub {
  /** For a follower who is slow; then it has to read what it missed. */
  private static final int REMEMBERED = 200;

  private static final JobChange UNKNOWN = new JobChange.Unknown();

  private final Map<JobId, List<Subscription>> topics = new ConcurrentHashMap<>();

  /** Something happened. Costs next to nothing when nobody follows. */
  public void changed(JobId id) {
    changed(id, UNKNOWN);
  }

  /** This happened, and is stored. */
  void changed(JobId id, JobChange change) {
    changed(id, List.of(change));
  }

  /** All of this happened, in this order, and is stored. */
  void changed(JobId id, List<JobChange> all) {
    List<Subscription> followers = topics.get(id);
    if (followers != null) {
      followers.forEach(follower -> follower.tell(all));
    }
  }

  boolean isFollowed(JobId id) {
    return topics.containsKey(id);
  }

  /** Follows a job from now on; subscribe first, then look, then wait. */
  Subscription subscribe(JobId id) {
    Subscription subscription = new Subscription(id);
    topics.compute(
        id,
        (_, followers) -> {
          List<Subscription> all = followers == null ? new CopyOnWriteArrayList<>() : followers;
          all.add(subscription);
          return all;
        });
    return subscription;
  }

  /** One follower's view. Used by one thread, but for {@link #wake} and {@link #end}. */
  final class Subscription implements AutoCloseable {
    private final JobId id;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private final ArrayDeque<JobChange> changes = new ArrayDeque<>();
    private boolean woken;

    private Subscription(JobId id) {
      this.id = id;
    }

    /**
     * Waits for changes, but not longer than this, and answers them in the order in which they were
     * told; empty when there were none.
     */
    List<JobChange> await(long millis) throws InterruptedException {
      lock.lock();
      try {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        while (changes.isEmpty() && left > 0) {
          left = told.awaitNanos(left);
        }
        List<JobChange> all = new ArrayList<>(changes);
        changes.clear();
        return all;
      } finally {
        lock.unlock();
      }
    }

    /** Waits until {@link #wake}, but not longer than this; changes stay for {@link #await}. */
    void awaitWake(long millis) throws InterruptedException {
      lock.lock();
      try {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        while (!woken && left > 0) {
          left = told.awaitNanos(left);
        }
        woken = false;
      } finally {
        lock.unlock();
      }
    }

    /** Ends {@link #awaitWake} early. */
    void wake() {
      lock.lock();
      try {
        woken = true;
        told.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Ends every wait: nobody is interested any more. */
    void end() {
      wake();
      tell(List.of(UNKNOWN));
    }

    private void tell(List<JobChange> all) {
      lock.lock();
      try {
        if (changes.size() >= REMEMBERED) {
          changes.clear();
          changes.add(UNKNOWN);
        }
        changes.addAll(all);
        told.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      topics.computeIfPresent(
          id,
          (_, followers) -> {
            followers.remove(this);
            return followers.isEmpty() ? null : followers;
          });
    }
  }
}
