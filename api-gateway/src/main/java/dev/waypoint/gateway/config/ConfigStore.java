package dev.waypoint.gateway.config;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Protos;
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

  ConfigStore(Database database, SecretBox box, Clock clock) {
    this.database = database;
    this.box = box;
    this.clock = clock;
  }

  /** All of it or nothing. Answers how many of the deleted ones were there. */
  int change(Collection<ConfigVariable> set, Collection<ConfigVariable> delete) {
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
  }

  boolean deleteSource(ConfigSource source) {
    return database.write(
            s -> s.update("delete from config_source where id = ?", ConfigKeys.of(source)))
        > 0;
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
