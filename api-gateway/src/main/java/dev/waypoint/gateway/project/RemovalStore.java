package dev.waypoint.gateway.project;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Row;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The projects that are being destroyed, durably. */
@Singleton
public final class RemovalStore {
  private static final int MAX_TEXT = 2000;

  private final Database database;
  private final Clock clock;

  RemovalStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param id of its jobs' requests
   * @param active false: it was given up because of the failure
   */
  public record Removal(
      String project, String id, boolean skipResources, String by, boolean active, String failure) {
    private static Removal of(Row row) {
      return new Removal(
          row.text("project"),
          row.text("id"),
          row.flag("skip_resources"),
          row.text("requested_by"),
          row.flag("active"),
          row.text("failure"));
    }
  }

  /** Begins, unless it is under way. */
  void begin(String project, boolean skipResources, String by) {
    database.write(
        s -> {
          s.update(
              "delete from project_removal where project = ? and (active = false or skip_resources"
                  + " <> ?)",
              project,
              skipResources);
          if (s.first("select * from project_removal where project = ?", Removal::of, project)
              .isEmpty()) {
            s.update(
                "insert into project_removal (project, id, skip_resources, requested_by,"
                    + " requested_at, active, failure) values (?, ?, ?, ?, ?, true, '')",
                project,
                Ids.next(),
                skipResources,
                by,
                clock.instant());
          }
          return true;
        });
  }

  public List<Removal> active() {
    return database.read(
        s ->
            s.list(
                "select * from project_removal where active = true order by requested_at",
                Removal::of));
  }

  Optional<Removal> find(String project) {
    return database.read(
        s -> s.first("select * from project_removal where project = ?", Removal::of, project));
  }

  /** Leaves the project as it is. */
  public void giveUp(String project, String failure) {
    database.write(
        s ->
            s.update(
                "update project_removal set active = false, failure = ? where project = ?",
                failure.substring(0, Math.min(MAX_TEXT, failure.length())),
                project));
  }
}
