package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The label sets that jobs or profiles name. Runners whose labels contain one are given what waits
 * for it. In the database, so that every replica knows them.
 */
@Singleton
public final class KnownTargets {
  private static final Duration KEPT_UNUSED = Duration.ofDays(7);
  private static final Duration REMARKED_AFTER = Duration.ofHours(1);

  private final Database database;
  private final Clock clock;
  private final Map<TargetRunner.ByLabels, Instant> targets = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public KnownTargets(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Makes a target known; connected runners that it matches get its tasks from now on. */
  public void add(TargetRunner target) {
    if (!(target instanceof TargetRunner.ByLabels labels)) {
      return;
    }
    Instant now = clock.instant();
    Instant marked = targets.get(labels);
    if (marked != null && now.isBefore(marked.plus(REMARKED_AFTER))) {
      return;
    }
    String queue = TaskQueues.jobs(labels);
    database.write(
        s -> {
          int updated = s.update("update target set used_at = ? where queue = ?", now, queue);
          return updated > 0
              ? updated
              : s.update(
                  "insert into target (queue, used_at) select cast(? as varchar(8000)),"
                      + " cast(? as timestamp with time zone)"
                      + " where not exists (select 1 from target where queue = ?)",
                  queue,
                  now,
                  queue);
        });
    if (targets.put(labels, now) == null) {
      listeners.forEach(Runnable::run);
    }
  }

  public Set<TargetRunner.ByLabels> all() {
    return Set.copyOf(targets.keySet());
  }

  /** Has the listener called after a target became known or unknown. */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Reads what other replicas made known. */
  void refresh() {
    Instant oldest = clock.instant().minus(KEPT_UNUSED);
    Set<TargetRunner.ByLabels> before = all();
    List<Map.Entry<TargetRunner.ByLabels, Instant>> rows =
        database.read(
            s ->
                s.list(
                    "select queue, used_at from target where used_at > ?",
                    row ->
                        Map.entry(
                            (TargetRunner.ByLabels) TargetText.parse(row.text("queue")),
                            row.time("used_at")),
                    oldest));
    rows.forEach(row -> targets.put(row.getKey(), row.getValue()));
    targets.values().removeIf(used -> used.isBefore(oldest));
    if (!before.equals(all())) {
      listeners.forEach(Runnable::run);
    }
  }
}
