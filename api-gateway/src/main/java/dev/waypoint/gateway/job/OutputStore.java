package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.OutputBatch;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The output of jobs: batches with positions that are continuous over all attempts of a job. A
 * runner counts within its attempt.
 */
@Singleton
final class OutputStore {
  private static final int MAX_EVENT = 900_000;
  private static final int MAX_BATCH = 500_000;
  private static final int PAGE = 50;

  private final Database database;

  OutputStore(Database database) {
    this.database = database;
  }

  /**
   * What became of events.
   *
   * @param next the offset from which to send on
   * @param batches those that were stored
   */
  record Appended(long next, List<OutputBatch> batches) {}

  /** Where an attempt's output stands. */
  private record Cursor(
      int attempt,
      Optional<RunnerId> runner,
      boolean ended,
      long length,
      long attemptOutput,
      long delivered) {
    /** After its end a job takes only the rest of what its runner announced. */
    boolean takes(int writer, RunnerId by) {
      return writer == attempt
          && runner.filter(by::equals).isPresent()
          && (!ended || attemptOutput < delivered);
    }
  }

  /**
   * Appends what is not there yet. Answers the offset from which to send on: smaller than the end
   * of these events when a gap would arise; empty when the attempt may write no more.
   */
  Optional<Appended> append(
      JobId job, int attempt, RunnerId runner, long offset, List<OutputEvent> events) {
    return database.write(s -> append(s, job, attempt, runner, offset, events));
  }

  /** The same as part of a transaction, which keeps the job's row locked from here on. */
  Optional<Appended> append(
      Statements s, JobId job, int attempt, RunnerId runner, long offset, List<OutputEvent> events)
      throws SQLException {
    events.forEach(OutputStore::checkSize);
    Cursor cursor = lock(s, job).orElse(null);
    if (cursor == null || !cursor.takes(attempt, runner)) {
      return Optional.empty();
    }
    long stored = cursor.attemptOutput() - offset;
    if (stored < 0 || stored >= events.size()) {
      return Optional.of(new Appended(cursor.attemptOutput(), List.of()));
    }
    List<OutputEvent> fresh = events.subList((int) stored, events.size());
    List<OutputBatch> batches = insert(s, job, cursor.length(), fresh);
    s.update(
        "update job set output_length = output_length + ?,"
            + " attempt_output = attempt_output + ? where id = ?",
        fresh.size(),
        fresh.size(),
        job.value());
    return Optional.of(new Appended(cursor.attemptOutput() + fresh.size(), batches));
  }

  /**
   * Stores events as part of a transaction in which their caller has made room for them.
   *
   * @param position of the first one within the job
   */
  List<OutputBatch> insertAt(Statements s, JobId job, long position, List<OutputEvent> events)
      throws SQLException {
    events.forEach(OutputStore::checkSize);
    return insert(s, job, position, events);
  }

  /** Appends what the gateway itself has to say about a job. */
  void note(JobId job, List<OutputEvent> events) {
    database.write(
        s -> {
          Optional<Cursor> cursor = lock(s, job);
          if (cursor.isPresent()) {
            insert(s, job, cursor.get().length(), events);
            s.update(
                "update job set output_length = output_length + ? where id = ?",
                events.size(),
                job.value());
          }
          return null;
        });
  }

  /** The next batches from a position on; the first may begin inside of a stored one. */
  List<OutputBatch> read(JobId job, long from) {
    return database.read(
        s -> {
          long start =
              from == 0
                  ? 0
                  : s.first(
                          "select max(position) as position from job_output where job_id = ?"
                              + " and position <= ?",
                          row -> row.number("position"),
                          job.value(),
                          from)
                      .orElse(0L);
          List<OutputBatch> stored =
              s.list(
                  "select payload from job_output where job_id = ? and position >= ?"
                      + " order by position limit "
                      + PAGE,
                  row -> Protos.parse(OutputBatch.parser(), row.bytes("payload")),
                  job.value(),
                  start);
          return stored.stream()
              .map(batch -> from(batch, from))
              .filter(batch -> batch.getEventsCount() > 0)
              .toList();
        });
  }

  private static OutputBatch from(OutputBatch batch, long position) {
    long skip = position - batch.getFirstPosition();
    if (skip <= 0) {
      return batch;
    }
    int count = batch.getEventsCount();
    return OutputBatch.newBuilder()
        .setFirstPosition(position)
        .addAllEvents(batch.getEventsList().subList((int) Math.min(skip, count), count))
        .build();
  }

  private static Optional<Cursor> lock(Statements s, JobId job) throws SQLException {
    return s.first(
        "select attempt, assigned_runner, complete_time, output_length, attempt_output,"
            + " delivered_output from job where id = ? for update",
        row ->
            new Cursor(
                row.integer("attempt"),
                row.optionalText("assigned_runner").map(RunnerId::new),
                row.optionalTime("complete_time").isPresent(),
                row.number("output_length"),
                row.number("attempt_output"),
                row.optionalNumber("delivered_output").orElse(0L)),
        job.value());
  }

  private static List<OutputBatch> insert(
      Statements s, JobId job, long position, List<OutputEvent> events) throws SQLException {
    List<OutputBatch> batches = new ArrayList<>();
    OutputBatch.Builder batch = OutputBatch.newBuilder().setFirstPosition(position);
    long size = 0;
    for (OutputEvent event : events) {
      if (size > 0 && size + event.getSerializedSize() > MAX_BATCH) {
        batches.add(batch.build());
        long next = batch.getFirstPosition() + batch.getEventsCount();
        batch = OutputBatch.newBuilder().setFirstPosition(next);
        size = 0;
      }
      batch.addEvents(event);
      size += event.getSerializedSize();
    }
    batches.add(batch.build());
    String sql = "insert into job_output (job_id, position, payload) values (?, ?, ?)";
    if (batches.size() == 1) {
      s.update(sql, row(job, batches.getFirst()));
    } else {
      s.batch(sql, batches.stream().map(each -> row(job, each)).toList());
    }
    return batches;
  }

  private static Object[] row(JobId job, OutputBatch batch) {
    return new Object[] {job.value(), batch.getFirstPosition(), batch.toByteArray()};
  }

  private static void checkSize(OutputEvent event) {
    if (event.getSerializedSize() > MAX_EVENT) {
      throw ApiException.invalid(
          "one output event may have up to %d bytes, this one has %d: cut it",
          MAX_EVENT, event.getSerializedSize());
    }
  }
}
