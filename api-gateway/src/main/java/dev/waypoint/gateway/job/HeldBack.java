package dev.waypoint.gateway.job;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Statements;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says which other jobs hold one back that may not begin yet. */
@Singleton
final class HeldBack {
  private final Database database;

  HeldBack(Database database) {
    this.database = database;
  }

  /** What it waits for at this moment; that it is about to begin when nothing holds it back. */
  Waiting explain(JobRow job) {
    return database.read(
        s -> {
          Optional<Waiting> dependencies = dependencies(s, job);
          return dependencies.isPresent()
              ? dependencies.get()
              : lock(s, job).orElse(Waiting.of("it is about to begin"));
        });
  }

  private static Optional<Waiting> dependencies(Statements s, JobRow job) throws SQLException {
    List<JobRow> open =
        s.list(
            "select job.* from job_dependency join job on job.id = job_dependency.depends_on"
                + " where job_dependency.job_id = ? and job.complete_time is null order by job.id",
            JobRow::of,
            job.id().value());
    if (open.isEmpty()) {
      return Optional.empty();
    }
    JobRow first = open.getFirst();
    int more = open.size() - 1;
    String reason =
        "it depends on %s%s"
            .formatted(describe(first), more > 0 ? " and %d more".formatted(more) : "");
    return Optional.of(new Waiting(reason, Optional.of(first.id()), 0));
  }

  private static Optional<Waiting> lock(Statements s, JobRow job) throws SQLException {
    if (job.lockKey().isEmpty()) {
      return Optional.empty();
    }
    Optional<JobRow> holder =
        s.first("select * from job where lock_held = ?", JobRow::of, job.lockKey().get());
    if (holder.isEmpty() || holder.get().id().equals(job.id())) {
      return Optional.empty();
    }
    int ahead =
        s.first(
                "select count(*) as ahead from job where state = 'QUEUED' and admitted = false"
                    + " and lock_key = ? and pending_dependencies = 0 and complete_time is null"
                    + " and (queue_time < ? or (queue_time = ? and id < ?))",
                row -> row.integer("ahead"),
                job.lockKey().get(),
                job.queueTime(),
                job.queueTime(),
                job.id().value())
            .orElse(0);
    String reason =
        "it waits for %s, since only one operation at a time changes %s in workspace %s; %d ahead"
            .formatted(describe(holder.get()), application(job), job.workspace(), ahead);
    return Optional.of(new Waiting(reason, Optional.of(holder.get().id()), ahead));
  }

  private static String application(JobRow job) {
    return job.application().isEmpty() ? job.project() : job.project() + "/" + job.application();
  }

  private static String describe(JobRow job) {
    Instant since = job.startTime().or(job::admitTime).orElse(job.queueTime());
    return "job %s (%s by %s, since %s)"
        .formatted(
            job.id(),
            job.operation().name().toLowerCase(Locale.ROOT),
            job.queuedBy(),
            since.truncatedTo(ChronoUnit.SECONDS));
  }
}
