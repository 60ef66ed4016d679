package dev.waypoint.gateway.record;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.BeginRecordRequest;
import dev.waypoint.protocol.v1.FinishRecordRequest;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.Record;
import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The stored records. Numbers count up by application and kind over all workspaces and are never
 * used twice.
 */
@Singleton
public final class Records {
  private static final int LIST_LIMIT = 1000;

  /** What else is to be stored, or to hold, in the transaction that changes a record. */
  @FunctionalInterface
  public interface Check {
    Check NONE = _ -> {};

    /**
     * @throws ApiException if the record must not be changed
     */
    void pass(Statements s) throws SQLException;
  }

  private final Database database;
  private final SecretBox box;
  private final Clock clock;

  public Records(Database database, SecretBox box, Clock clock) {
    this.database = database;
    this.box = box;
    this.clock = clock;
  }

  /**
   * Makes a record of something that is begun. A job that begins the same thing again, also in a
   * later attempt, gets the record that it began before, so that its id is the same.
   */
  public Record begin(RecordOwner owner, BeginRecordRequest request, Check check) {
    return database.write(
        s -> {
          check.pass(s);
          Optional<Record> begun = begun(s, owner.jobId(), request);
          if (begun.isPresent()) {
            return begun.get();
          }
          Record record =
              Record.newBuilder()
                  .setId(Ids.next())
                  .setKind(request.getKind())
                  .setSequence(nextNumber(s, owner, request.getKind()))
                  .setApplication(owner.applicationRef())
                  .setWorkspace(owner.workspace())
                  .setJobId(owner.jobId().value())
                  .setComponent(request.getComponent())
                  .setStatus(Record.Status.STARTED)
                  .putAllLabels(request.getLabelsMap())
                  .setParentId(request.getParentId())
                  .setStartTime(Protos.time(clock.instant()))
                  .build();
          insert(s, record);
          return record;
        });
  }

  /** Idempotent. */
  public Record finish(RecordOwner owner, FinishRecordRequest request, Check check) {
    return change(
        request.getRecordId(),
        check,
        record -> {
          if (!record.getJobId().equals(owner.jobId().value())) {
            throw ApiException.denied(
                "record %s is of job %s, not of job %s",
                record.getId(), record.getJobId(), owner.jobId());
          }
          return record.toBuilder()
              .setStatus(request.getSuccess() ? Record.Status.SUCCEEDED : Record.Status.FAILED)
              .putAllData(request.getDataMap())
              .putAllLabels(request.getLabelsMap())
              .setUrl(request.getUrl())
              .setHealth(request.getHealth())
              .setMessage(request.getMessage())
              .setCompleteTime(Protos.time(clock.instant()))
              .build();
        });
  }

  /** Idempotent. Only what belongs to the job's application and workspace. */
  public void markDestroyed(RecordOwner owner, String recordId) {
    change(
        recordId,
        Check.NONE,
        record -> {
          if (!record.getApplication().equals(owner.applicationRef())
              || !record.getWorkspace().equals(owner.workspace())) {
            throw ApiException.denied(
                "record %s belongs to another application or workspace", recordId);
          }
          return record.toBuilder().setDestroyed(true).build();
        });
  }

  /** Ends what a job began and can finish no more, in the transaction that ends the job. */
  public void failUnfinished(Statements s, JobId jobId, String message) throws SQLException {
    List<Record> unfinished =
        s.list(
            "select * from record where job_id = ? and status = 'STARTED' for update",
            this::open,
            jobId.value());
    for (Record record : unfinished) {
      store(
          s,
          record.toBuilder()
              .setStatus(Record.Status.FAILED)
              .setMessage(message)
              .setCompleteTime(Protos.time(clock.instant()))
              .build());
    }
  }

  /**
   * Newest first: successful, undestroyed ones of the owner's application and workspace.
   *
   * @param idOrSequence empty: all
   * @param limit 0: all
   */
  public List<Record> find(RecordOwner owner, Record.Kind kind, String idOrSequence, int limit) {
    List<String> conditions =
        new ArrayList<>(
            List.of(
                "project = ?",
                "application = ?",
                "workspace = ?",
                "kind = ?",
                "status = 'SUCCEEDED'",
                "destroyed = false"));
    List<Object> values =
        new ArrayList<>(List.of(owner.project(), owner.application(), owner.workspace(), kind));
    if (!idOrSequence.isEmpty()) {
      conditions.add(isNumber(idOrSequence) ? "sequence = ?" : "id = ?");
      values.add(
          isNumber(idOrSequence) ? (Object) Long.valueOf(number(idOrSequence)) : idOrSequence);
    }
    return list(conditions, values, limit == 0 ? LIST_LIMIT : limit);
  }

  /** Newest first, of all states. */
  public List<Record> list(ListRecordsRequest request) {
    List<String> conditions = new ArrayList<>(List.of("project = ?"));
    List<Object> values = new ArrayList<>(List.of(request.getApplication().getProject()));
    if (!request.getApplication().getApplication().isEmpty()) {
      conditions.add("application = ?");
      values.add(request.getApplication().getApplication());
    }
    if (!request.getWorkspace().isEmpty()) {
      conditions.add("workspace = ?");
      values.add(request.getWorkspace());
    }
    if (request.getKind() != Record.Kind.KIND_UNSPECIFIED) {
      conditions.add("kind = ?");
      values.add(request.getKind());
    }
    if (!request.getWithDestroyed()) {
      conditions.add("destroyed = false");
    }
    int limit = request.getLimit() <= 0 ? LIST_LIMIT : Math.min(request.getLimit(), LIST_LIMIT);
    return list(conditions, values, limit);
  }

  private List<Record> list(List<String> conditions, List<Object> values, int limit) {
    String sql =
        "select * from record where "
            + String.join(" and ", conditions)
            + " order by sequence desc, id desc limit "
            + limit;
    return database.read(s -> s.list(sql, this::open, values.toArray()));
  }

  private Optional<Record> begun(Statements s, JobId jobId, BeginRecordRequest request)
      throws SQLException {
    return s
        .list(
            "select * from record where job_id = ? and kind = ? and parent_id = ?"
                + " and status = 'STARTED'",
            this::open,
            jobId.value(),
            request.getKind(),
            request.getParentId())
        .stream()
        .filter(record -> record.getComponent().equals(request.getComponent()))
        .findFirst();
  }

  private static long nextNumber(Statements s, RecordOwner owner, Record.Kind kind)
      throws SQLException {
    Object[] key = {owner.project(), owner.application(), kind};
    int updated =
        s.update(
            "update record_sequence set last_value = last_value + 1"
                + " where project = ? and application = ? and kind = ?",
            key);
    if (updated == 0) {
      s.update(
          "insert into record_sequence (project, application, kind, last_value)"
              + " values (?, ?, ?, 1)",
          key);
    }
    return s.first(
            "select last_value from record_sequence"
                + " where project = ? and application = ? and kind = ?",
            row -> row.number("last_value"),
            key)
        .orElseThrow();
  }

  private void insert(Statements s, Record record) throws SQLException {
    s.update(
        "insert into record (id, kind, project, application, workspace, sequence, job_id,"
            + " parent_id, status, destroyed, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        record.getId(),
        record.getKind(),
        record.getApplication().getProject(),
        record.getApplication().getApplication(),
        record.getWorkspace(),
        record.getSequence(),
        record.getJobId(),
        record.getParentId(),
        record.getStatus(),
        record.getDestroyed(),
        seal(record));
  }

  private Record change(String id, Check check, UnaryOperator<Record> step) {
    return database.write(
        s -> {
          check.pass(s);
          Record before =
              s.first("select * from record where id = ? for update", this::open, id)
                  .orElseThrow(() -> ApiException.notFound("record '%s' is not known", id));
          Record after = step.apply(before);
          store(s, after);
          return after;
        });
  }

  private void store(Statements s, Record changed) throws SQLException {
    s.update(
        "update record set status = ?, destroyed = ?, body = ? where id = ?",
        changed.getStatus(),
        changed.getDestroyed(),
        seal(changed),
        changed.getId());
  }

  private byte[] seal(Record record) {
    return box.seal("record/" + record.getId(), record.toByteArray());
  }

  private Record open(Row row) {
    return Protos.parse(Record.parser(), box.open("record/" + row.text("id"), row.bytes("body")));
  }

  private static boolean isNumber(String text) {
    return text.matches("v?[0-9]{1,18}");
  }

  private static long number(String text) {
    return Long.parseLong(text.startsWith("v") ? text.substring(1) : text);
  }
}
