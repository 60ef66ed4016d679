package dev.waypoint.gateway.job;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Statements;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the oldest finished jobs, with their output, once there are too many of them. Jobs that
 * have not ended are never dropped, nor are the records of what jobs made.
 */
@Singleton
public final class JobRetention {
  /** Finished jobs that are kept. */
  public static final int KEPT = 10_000;

  private static final Logger log = LoggerFactory.getLogger(JobRetention.class);
  private static final int BATCH = 200;

  private final Database database;

  JobRetention(Database database) {
    this.database = database;
  }

  /** Drops what is too much. Bounded transactions; may be run by several gateways at once. */
  public void prune() {
    prune(KEPT);
  }

  int prune(int kept) {
    Optional<String> limit = newestToDrop(kept);
    if (limit.isEmpty()) {
      return 0;
    }
    int dropped = 0;
    int batch;
    do {
      batch = database.write(s -> dropBatch(s, limit.get()));
      dropped += batch;
    } while (batch == BATCH);
    log.info("{} finished jobs were dropped: the newest {} are kept", dropped, kept);
    return dropped;
  }

  private Optional<String> newestToDrop(int kept) {
    return database.read(
        s ->
            s.first(
                "select id from job where complete_time is not null order by id desc limit 1"
                    + " offset "
                    + kept,
                row -> row.text("id")));
  }

  private static int dropBatch(Statements s, String limit) throws SQLException {
    List<Object[]> ids =
        s.list(
            "select id from job where complete_time is not null and id <= ? order by id limit "
                + BATCH,
            row -> new Object[] {row.text("id")},
            limit);
    if (!ids.isEmpty()) {
      s.batch("delete from job_output where job_id = ?", ids);
      s.batch("delete from job_dependency where job_id = ?", ids);
      s.batch("delete from job where id = ?", ids);
    }
    return ids.size();
  }
}
