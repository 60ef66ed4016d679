package dev.waypoint.gateway.config;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.RecentReads;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.ConfigVariable;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** The stored configuration, encrypted with its names. */
@Singleton
public final class ConfigStore {
  private final Database database;
  private final SecretBox box;
  private final Clock clock;
  private final RecentReads<String, List<ConfigVariable>> variables;
  private final RecentReads<String, List<ConfigSource>> sources;

  ConfigStore(Database database, SecretBox box, Clock clock) {
    this.database = database;
    this.box = box;
    this.clock = clock;
    this.variables = new RecentReads<>(clock);
    this.sources = new RecentReads<>(clock);
  }

  /** All of it or nothing. Answers how many of the deleted ones were there. */
  int change(Collection<ConfigVariable> set, Collection<ConfigVariable> delete) {
    int deleted = write(set, delete);
    variables.changed();
    return deleted;
  }

  private int write(Collection<ConfigVariable> set, Collection<ConfigVariable> delete) {
    return database.write(
        s -> {
          int deleted = 0;
          for (ConfigVariable variable : delete) {
            deleted +=
                s.update("delete from config_variable where id = ?", ConfigKeys.of(variable));
          }
          for (ConfigVariable variable : set) {
            put(
                s,
                "config_variable",
                ConfigKeys.of(variable),
                variable.getTarget().getProject(),
                variable.getTarget().getApplication(),
                variable.toByteArray());
          }
          return deleted;
        });
  }

  /** Of a project with what is for every project, and of all its applications. */
  List<ConfigVariable> variables(String project) {
    return database.read(
        s ->
            s.list(
                "select id, body from config_variable where project = '' or project = ?",
                row -> Protos.parse(ConfigVariable.parser(), open(row)),
                project));
  }

  void putSource(ConfigSource source) {
    database.write(
        s -> {
          put(
              s,
              "config_source",
              ConfigKeys.of(source),
              source.getProject(),
              source.getApplication(),
              source.toByteArray());
          return true;
        });
    sources.changed();
  }

  boolean deleteSource(ConfigSource source) {
    int deleted =
        database.write(
            s -> s.update("delete from config_source where id = ?", ConfigKeys.of(source)));
    sources.changed();
    return deleted > 0;
  }

  /** As {@link #variables}, but of another replica's last second something may be missing. */
  List<ConfigVariable> recentVariables(String project) {
    return variables.get(project, this::variables);
  }

  /** As {@link #sources}, but of another replica's last second something may be missing. */
  List<ConfigSource> recentSources(String project) {
    return sources.get(project, this::sources);
  }

  /** Of a project with what is for every project. */
  List<ConfigSource> sources(String project) {
    return database.read(
        s ->
            s.list(
                "select id, body, changed_at from config_source where project = '' or project = ?",
                row ->
                    Protos.parse(ConfigSource.parser(), open(row)).toBuilder()
                        .setChanged(Protos.time(row.time("changed_at")))
                        .build(),
                project));
  }

  /** Everything of a project that is destroyed. */
  public static void forget(Statements s, String project) throws SQLException {
    s.update("delete from config_variable where project = ?", project);
    s.update("delete from config_source where project = ?", project);
  }

  private void put(
      Statements s, String table, String id, String project, String application, byte[] body)
      throws SQLException {
    byte[] sealed = box.seal("config/" + id, body);
    int updated =
        s.update(
            "update %s set body = ?, changed_at = ? where id = ?".formatted(table),
            sealed,
            clock.instant(),
            id);
    if (updated == 0) {
      s.update(
          "insert into %s (id, project, application, body, changed_at) values (?, ?, ?, ?, ?)"
              .formatted(table),
          id,
          project,
          application,
          sealed,
          clock.instant());
    }
  }

  private byte[] open(Row row) {
    return box.open("config/" + row.text("id"), row.bytes("body"));
  }
}
