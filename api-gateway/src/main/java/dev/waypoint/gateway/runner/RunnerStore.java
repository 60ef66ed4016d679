package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.gateway.token.Labels;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The stored runners. */
@Singleton
final class RunnerStore {
  private static final String COLUMNS =
      "id, kind, labels, adoption, adopted_by, adopted_at, first_seen, last_seen, concurrency,"
          + " draining, address, version, job_id, replica, present_until, offline_reason,"
          + " changed_at";
  private static final String LOCK = "select " + COLUMNS + " from runner where id = ? for update";

  private final Database database;

  RunnerStore(Database database) {
    this.database = database;
  }

  List<RunnerRow> all() {
    return database.read(s -> s.list("select " + COLUMNS + " from runner", RunnerStore::map));
  }

  List<RunnerRow> changedSince(Instant time) {
    String sql = "select " + COLUMNS + " from runner where changed_at >= ?";
    return database.read(s -> s.list(sql, RunnerStore::map, time));
  }

  /**
   * Changes a runner. What another replica has stored in the meantime is kept: a rejection is never
   * overwritten by what this one knew before.
   *
   * @param known as this replica knows it; may be newer than what is stored
   * @param step may be done more than once
   */
  RunnerRow change(RunnerRow known, UnaryOperator<RunnerRow> step) {
    return database.write(
        s -> {
          RunnerRow before =
              s.first(LOCK, RunnerStore::map, known.id().value())
                  .filter(stored -> stored.changedAt().isAfter(known.changedAt()))
                  .orElse(known);
          RunnerRow after = step.apply(before);
          save(s, after);
          return after;
        });
  }

  private static void save(Statements s, RunnerRow row) throws SQLException {
    Object[] values = {
      row.kind(),
      Labels.canonical(row.labels()),
      row.adoption(),
      row.adoptedBy(),
      row.adoptedAt(),
      row.firstSeen(),
      row.lastSeen(),
      row.concurrency(),
      row.draining(),
      row.address(),
      row.version(),
      row.job().map(JobId::value),
      row.replica(),
      row.presentUntil(),
      row.offlineReason(),
      row.changedAt(),
      row.id().value()
    };
    int updated =
        s.update(
            "update runner set kind = ?, labels = ?, adoption = ?, adopted_by = ?,"
                + " adopted_at = ?, first_seen = ?, last_seen = ?, concurrency = ?,"
                + " draining = ?, address = ?, version = ?, job_id = ?, replica = ?,"
                + " present_until = ?, offline_reason = ?, changed_at = ? where id = ?",
            values);
    if (updated == 0) {
      s.update(
          "insert into runner (kind, labels, adoption, adopted_by, adopted_at, first_seen,"
              + " last_seen, concurrency, draining, address, version, job_id, replica,"
              + " present_until, offline_reason, changed_at, id)"
              + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          values);
    }
  }

  /** Renews the presence of all runners that are connected to this replica. */
  void renewPresence(String replica, Instant until) {
    database.write(
        s -> s.update("update runner set present_until = ? where replica = ?", until, replica));
  }

  /** Until when other replicas promise that runners are connected to them. */
  Map<RunnerId, Instant> presentElsewhere(String replica) {
    String sql =
        "select id, present_until from runner"
            + " where replica is not null and replica <> ? and present_until is not null";
    return map(
        sql, row -> Map.entry(new RunnerId(row.text("id")), row.time("present_until")), replica);
  }

  /** How many jobs each runner executes; those with none are left out. */
  Map<RunnerId, Integer> running() {
    String sql =
        "select assigned_runner, count(*) as jobs from job"
            + " where state = 'RUNNING' and assigned_runner is not null group by assigned_runner";
    return map(
        sql, row -> Map.entry(new RunnerId(row.text("assigned_runner")), row.integer("jobs")));
  }

  /** Drops rows that nobody needs any more. */
  void sweep(Instant before) {
    database.write(
        s ->
            s.update(
                "delete from runner where changed_at < ? and replica is null"
                    + " and (adoption = 'FORGOTTEN' or kind <> 'STATIC')",
                before));
  }

  private <V> Map<RunnerId, V> map(
      String sql, Function<Row, Map.Entry<RunnerId, V>> entry, Object... values) {
    return database.read(s -> s.list(sql, entry, values)).stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static RunnerRow map(Row row) {
    return new RunnerRow(
        new RunnerId(row.text("id")),
        row.constant("kind", RunnerKind.class),
        Labels.parse(row.text("labels")),
        row.constant("adoption", Adoption.class),
        row.optionalText("adopted_by"),
        row.optionalTime("adopted_at"),
        row.time("first_seen"),
        row.time("last_seen"),
        row.integer("concurrency"),
        row.flag("draining"),
        row.text("address"),
        row.text("version"),
        row.optionalText("job_id").map(JobId::new),
        row.optionalText("replica"),
        row.optionalTime("present_until"),
        row.text("offline_reason"),
        row.time("changed_at"));
  }
}
