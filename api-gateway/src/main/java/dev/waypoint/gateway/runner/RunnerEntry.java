package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.proxy.HeldTask;
import dev.waypoint.gateway.proxy.RunnerStanding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A runner in memory. Changed under its lock, read without. */
final class RunnerEntry {
  final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, HeldTask> tasks = new ConcurrentHashMap<>();
  private volatile RunnerRow row;
  private volatile RunnerStanding standing;
  private volatile RunnerSession session;
  private volatile String barred;
  private volatile int busyElsewhere;

  RunnerEntry(RunnerRow row, RunnerStanding standing) {
    this.row = row;
    this.standing = standing;
  }

  RunnerRow row() {
    return row;
  }

  RunnerStanding standing() {
    return standing;
  }

  Optional<RunnerSession> session() {
    return Optional.ofNullable(session);
  }

  void setRow(RunnerRow changed) {
    row = changed;
  }

  void setStanding(RunnerStanding changed) {
    standing = changed;
  }

  void setSession(RunnerSession changed) {
    session = changed;
  }

  /** Why it may not work until it connects again, whatever its row says; empty when it may. */
  Optional<String> barred() {
    return Optional.ofNullable(barred);
  }

  void bar(String why) {
    barred = why;
  }

  void unbar() {
    barred = null;
  }

  void delivered(HeldTask task) {
    tasks.put(task.key(), task);
  }

  void finished(HeldTask task) {
    tasks.remove(task.key());
  }

  Collection<HeldTask> tasks() {
    return List.copyOf(tasks.values());
  }

  /** How many of its slots are in use. */
  int busy() {
    return session().filter(RunnerSession::isOpen).isPresent()
        ? (int) tasks.values().stream().filter(task -> !task.launch()).count()
        : busyElsewhere;
  }

  /** What counts while it is connected to another replica. */
  void setBusyElsewhere(int jobs) {
    busyElsewhere = jobs;
  }
}
