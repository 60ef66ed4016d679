package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.Trigger;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored triggers, encrypted: values of variables may be secret. */
@Singleton
public final class TriggerStore {
  private final Database database;
  private final SecretBox box;

  TriggerStore(Database database, SecretBox box) {
    this.database = database;
    this.box = box;
  }

  /** With the values of its variables; never to be given out as it is. */
  Optional<Trigger> find(String id) {
    return database.read(s -> s.first("select * from job_trigger where id = ?", this::trigger, id));
  }

  /** With the values of their variables, in the order in which they were made. */
  List<Trigger> all() {
    return database.read(s -> s.list("select * from job_trigger order by id", this::trigger));
  }

  void save(Trigger trigger) {
    byte[] sealed = box.seal(purpose(trigger.getId()), trigger.toByteArray());
    String project = trigger.getApplication().getProject();
    database.write(
        s -> {
          int updated =
              s.update(
                  "update job_trigger set project = ?, body = ? where id = ?",
                  project,
                  sealed,
                  trigger.getId());
          if (updated == 0) {
            s.update(
                "insert into job_trigger (id, project, body) values (?, ?, ?)",
                trigger.getId(),
                project,
                sealed);
          }
          return true;
        });
  }

  void ran(String id, Instant at) {
    database.write(s -> s.update("update job_trigger set last_run_at = ? where id = ?", at, id));
  }

  void delete(String id) {
    database.write(s -> s.update("delete from job_trigger where id = ?", id));
  }

  /** Those of a project that is destroyed. */
  public static void forget(Statements s, String project) throws SQLException {
    s.update("delete from job_trigger where project = ?", project);
  }

  private Trigger trigger(Row row) {
    String id = row.text("id");
    Trigger.Builder trigger =
        Protos.parse(Trigger.parser(), box.open(purpose(id), row.bytes("body"))).toBuilder();
    row.optionalTime("last_run_at").ifPresent(at -> trigger.setLastRun(Protos.time(at)));
    return trigger.build();
  }

  private static String purpose(String id) {
    return "trigger/" + id;
  }
}
