package dev.waypoint.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Static runners of which one is killed or added every few seconds. */
final class SoakRunners {
  static final int COUNT = 4;

  private final Installation installation;
  private final Random random;
  private final Map<String, Program> alive = new TreeMap<>();
  private final List<String> dead = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition over = lock.newCondition();
  private boolean stopped;
  private int named;
  private int killed;
  private int added;

  SoakRunners(Installation installation, long seed) {
    this.installation = installation;
    this.random = new Random(seed);
  }

  /** Returns when all are ready. */
  void start() {
    for (int i = 0; i < COUNT; i++) {
      add();
    }
    added = 0;
  }

  private void add() {
    // One that comes back with what it stored, or a new one: at random.
    if (!dead.isEmpty() && random.nextInt(3) > 0) {
      String id = dead.remove(random.nextInt(dead.size()));
      Program runner = installation.runner(id, "soak=yes");
      runner.awaitLine(line -> line.contains("is ready"));
      alive.put(id, runner);
    } else {
      String id = "soak-" + ++named;
      alive.put(id, installation.adoptedRunner(id, "soak=yes"));
    }
    added++;
  }

  /** Kills and adds until {@link #stop}; at least one of them always lives. */
  void disturb() {
    while (pause(2_000 + random.nextInt(4_000))) {
      boolean kill = alive.size() == COUNT || alive.size() > 1 && random.nextBoolean();
      if (kill) {
        String id = List.copyOf(alive.keySet()).get(random.nextInt(alive.size()));
        alive.remove(id).kill();
        dead.add(id);
        killed++;
      } else {
        add();
      }
    }
  }

  private boolean pause(int millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!stopped && left > 0) {
        left = over.awaitNanos(left);
      }
      return !stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the disturbance; what lives goes on. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      over.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** After {@link #disturb} has returned: as many as at the beginning. */
  void complete() {
    while (alive.size() < COUNT) {
      add();
    }
  }

  String counts() {
    return "%d runners killed, %d added".formatted(killed, added);
  }
}
