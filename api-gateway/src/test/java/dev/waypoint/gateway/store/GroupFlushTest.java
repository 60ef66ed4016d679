package dev.waypoint.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupFlushTest {
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);

  /** Tells that it has begun, and ends when it may. */
  private final GroupFlush flush =
      new GroupFlush(
          () -> {
            begun.release();
            mayEnd.acquireUninterruptibly();
          });

  @Test
  void whoCommitsDuringAFlushWaitsForTheNext() throws Exception {
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = writers.submit(this::await);
      begun.acquire();
      Future<?> second = writers.submit(this::await);
      mayEnd.release();
      first.get();
      begun.acquire();
      assertThat(second.isDone()).isFalse();
      mayEnd.release();
      second.get();
    }
  }

  @Test
  void allWhoWaitShareOneFlush() throws Exception {
    Thread first = Thread.ofVirtual().start(this::await);
    begun.acquire();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(Thread.ofVirtual().start(this::await));
    }
    for (Thread other : others) {
      while (other.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    mayEnd.release(2);
    first.join();
    for (Thread other : others) {
      other.join();
    }
    assertThat(begun.availablePermits()).isEqualTo(1);
    assertThat(mayEnd.availablePermits()).isZero();
  }

  @Test
  void whoIsInNoHurrySharesTheFlushOfTheNextWriter() throws Exception {
    GroupFlush patient = new GroupFlush(this::pass, Duration.ofDays(1));
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> shared = writers.submit(() -> awaitShared(patient));
      while (!shared.isDone()) {
        patient.await();
      }
      shared.get();
    }
  }

  @Test
  void whoIsInNoHurryFlushesWhenNobodyElseDoes() throws Exception {
    GroupFlush alone = new GroupFlush(begun::release, Duration.ofMillis(1));
    alone.awaitShared();
    assertThat(begun.availablePermits()).isEqualTo(1);
  }

  @Test
  void aFailedFlushIsEachWaitersOwn() {
    GroupFlush failing =
        new GroupFlush(
            () -> {
              throw new SQLException("the disk is full");
            });
    assertThatThrownBy(failing::await).hasMessage("the disk is full");
    assertThatThrownBy(failing::await).hasMessage("the disk is full");
  }

  private void pass() {}

  private void await() {
    try {
      flush.await();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitShared(GroupFlush flush) {
    try {
      flush.awaitShared();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
