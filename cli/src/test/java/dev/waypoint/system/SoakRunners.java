package dev.waypoint.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Static runners, adopted by a rule, of which one is killed or added every few seconds. */
final class SoakRunners {
  static final int COUNT = 4;
  private static final String LABEL = "soak=yes";

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
  void start(Path directory) {
    installation.cli(directory, "runner", "rule", "set", "-label=" + LABEL, "soak").succeeded();
    for (int i = 0; i < COUNT; i++) {
      begin();
    }
    alive.values().forEach(SoakRunners::awaitReady);
  }

  private void add() {
    awaitReady(begin());
    added++;
  }

  /** One that comes back with what it stored, or a new one: at random. */
  private Program begin() {
    String id =
        !dead.isEmpty() && random.nextInt(3) > 0
            ? dead.remove(random.nextInt(dead.size()))
            : "soak-" + ++named;
    Program runner = installation.runner(id, LABEL);
    alive.put(id, runner);
    return runner;
  }

  private static void awaitReady(Program runner) {
    runner.awaitLine(line -> line.contains("is ready"));
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
