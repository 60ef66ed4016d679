package dev.waypoint.gateway.project;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.PollState;
import dev.waypoint.protocol.v1.Polling;
import dev.waypoint.protocol.v1.Project;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When which project is looked at, durably. Of several servers one does it. */
@Singleton
public final class PollStore {
  private static final Duration GIT_INTERVAL = Duration.ofSeconds(30);
  private static final Duration STATUS_INTERVAL = Duration.ofMinutes(5);

  /** After this time a look whose server was killed is had again. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final int MAX_PROBLEM = 2000;

  private final Database database;
  private final Clock clock;

  PollStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What a project's settings say from now on. A new interval counts from the last look.
   *
   * @param moved its source is another one, which is looked at at once; a commit that was given up
   *     is tried again there
   */
  void refresh(Project project, boolean moved) {
    boolean git = project.getPoll().getEnabled() && project.getDataSource().hasGit();
    Polling status =
        project.hasAppStatusPoll()
            ? project.getAppStatusPoll()
            : Polling.newBuilder().setEnabled(git).build();
    database.write(
        s -> {
          refresh(s, project, PollRow.Kind.GIT, git, interval(project.getPoll(), GIT_INTERVAL));
          refresh(
              s,
              project,
              PollRow.Kind.STATUS,
              status.getEnabled(),
              interval(status, STATUS_INTERVAL));
          if (git && moved) {
            s.update(
                "update poll set next_at = ?, abandoned_ref = null, look = null where project = ?"
                    + " and kind = ?",
                clock.instant(),
                project.getName(),
                PollRow.Kind.GIT);
          }
          return true;
        });
  }

  private static Duration interval(Polling polling, Duration usual) {
    return Protos.duration(polling.getInterval()).orElse(usual);
  }

  private void refresh(
      Statements s, Project project, PollRow.Kind kind, boolean enabled, Duration interval)
      throws SQLException {
    Optional<PollRow> known = find(s, project.getName(), kind);
    if (known.isEmpty()) {
      if (enabled) {
        s.update(
            "insert into poll (project, kind, enabled, interval_seconds, next_at, pending_round,"
                + " problem) values (?, ?, true, ?, ?, 0, '')",
            project.getName(),
            kind,
            interval.toSeconds(),
            clock.instant());
      }
      return;
    }
    boolean wasEnabled =
        s.first(
                "select enabled from poll where project = ? and kind = ?",
                row -> row.flag("enabled"),
                project.getName(),
                kind)
            .orElse(false);
    boolean same = wasEnabled == enabled && known.get().interval().equals(interval);
    if (!same) {
      Instant next =
          wasEnabled
              ? known.get().lastAt().map(last -> last.plus(interval)).orElse(clock.instant())
              : clock.instant();
      s.update(
          "update poll set enabled = ?, interval_seconds = ?, next_at = ? where project = ?"
              + " and kind = ?",
          enabled,
          interval.toSeconds(),
          next,
          project.getName(),
          kind);
    }
  }

  private static Optional<PollRow> find(Statements s, String project, PollRow.Kind kind)
      throws SQLException {
    return s.first("select * from poll where project = ? and kind = ?", PollRow::of, project, kind);
  }

  /** Takes what is due; nobody else gets it until it is saved, or was not for five minutes. */
  public List<PollRow> take(int limit) {
    Instant now = clock.instant();
    List<PollRow> due =
        database.read(
            s ->
                s.list(
                    "select * from poll where enabled = true and next_at <= ? order by next_at"
                        + " limit "
                        + limit,
                    PollRow::of,
                    now));
    return due.stream()
        .map(row -> row.lookedAtBy(Ids.next()))
        .filter(row -> claim(row, now))
        .toList();
  }

  private boolean claim(PollRow row, Instant now) {
    return database.write(
            s ->
                s.update(
                    "update poll set next_at = ?, look = ? where project = ? and kind = ?"
                        + " and next_at = ? and enabled = true",
                    now.plus(LEASE),
                    row.look(),
                    row.project(),
                    row.kind(),
                    row.nextAt()))
        == 1;
  }

  /**
   * Keeps what a look found, and when the next one is. Does nothing once polling is switched off,
   * when the source was changed meanwhile, which is looked at anew then, or when another look has
   * taken the place of this one.
   *
   * @param looked whether the interval counts from now
   */
  public void save(PollRow row, Instant next, boolean looked) {
    Optional<PollRow.Pending> pending = row.pending();
    database.write(
        s ->
            s.update(
                "update poll set next_at = case when next_at <= ? then next_at else ? end,"
                    + " last_at = coalesce(?, last_at), applied_ref = ?,"
                    + " applied_tree = ?, pending_ref = ?, pending_tree = ?, pending_id = ?,"
                    + " pending_round = ?, abandoned_ref = ?, problem = ?"
                    + " where project = ? and kind = ? and enabled = true and look = ?",
                clock.instant(),
                next,
                looked ? Optional.of(clock.instant()) : row.lastAt(),
                row.appliedRef(),
                row.appliedTree(),
                pending.map(PollRow.Pending::ref),
                pending.flatMap(PollRow.Pending::tree),
                pending.map(PollRow.Pending::id),
                pending.map(PollRow.Pending::round).orElse(0),
                row.abandonedRef(),
                row.problem().substring(0, Math.min(MAX_PROBLEM, row.problem().length())),
                row.project(),
                row.kind(),
                row.look()));
  }

  /** The commit of the last `up` that succeeded; what is deployed need not be deployed again. */
  public Optional<String> lastDeployed(String project, String workspace) {
    return database.read(
        s ->
            s.first(
                "select source_ref from job where project = ? and workspace = ? and operation = 'UP'"
                    + " and state = 'SUCCESS' and source_ref is not null order by id desc limit 1",
                row -> row.text("source_ref"),
                project,
                workspace));
  }

  /** For people. */
  List<PollState> states(String project) {
    return database
        .read(
            s ->
                s.list(
                    "select * from poll where project = ? and enabled = true order by kind",
                    PollRow::of,
                    project))
        .stream()
        .map(PollStore::state)
        .toList();
  }

  private static PollState state(PollRow row) {
    PollState.Builder state =
        PollState.newBuilder()
            .setKind(row.kind().name().toLowerCase(Locale.ROOT))
            .setNextPoll(Protos.time(row.nextAt()))
            .setAppliedRef(row.appliedRef().orElse(""))
            .setPendingRef(row.pending().map(PollRow.Pending::ref).orElse(""))
            .setProblem(row.problem());
    row.lastAt().map(Protos::time).ifPresent(state::setLastPoll);
    return state.build();
  }
}
