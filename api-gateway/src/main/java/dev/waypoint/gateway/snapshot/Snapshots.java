package dev.waypoint.gateway.snapshot;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.KeyRing;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes snapshots of a running server, and takes staged ones over at its start.
 *
 * <p>A snapshot holds the rows of all tables as they are at one moment. What is confidential in
 * them is encrypted; the keys are not in it.
 */
@Singleton
public final class Snapshots {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

  private final Database database;
  private final KeyRing keys;
  private final RestoreDirectory directory;
  private final Clock clock;

  Snapshots(Database database, KeyRing keys, RestoreDirectory directory, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Writes one; the server goes on meanwhile.
   *
   * @param server the version that goes into it
   */
  public void write(String server, OutputStream target) throws IOException, SnapshotException {
    Instant now = clock.instant();
    try {
      database.consistent(
          connection -> {
            try {
              SchemaShape schema = SchemaShape.of(connection);
              SnapshotHeader header =
                  new SnapshotHeader(
                      SnapshotHeader.FORMAT,
                      SnapshotHeader.VERSION,
                      now,
                      server,
                      schema.versions(),
                      keys.fingerprint(),
                      SnapshotReader.columns(schema));
              SnapshotWriter.write(connection, schema, header, target);
              return null;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } catch (SnapshotException e) {
              throw new Wrapped(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (Wrapped e) {
      throw e.checked();
    }
  }

  /** A file for a snapshot that arrives; it counts for nothing until it is staged. */
  Path incoming() throws IOException {
    return directory.newFile("incoming-" + dev.waypoint.gateway.store.Ids.next());
  }

  /**
   * Checks a snapshot from beginning to end, and stages it for the next start.
   *
   * @throws SnapshotException when it does not fit; what was staged before stays
   */
  SnapshotSummary stage(Path incoming) throws SnapshotException, IOException {
    SnapshotSummary summary = read(incoming, (table, line) -> {});
    directory.stage(incoming);
    return summary;
  }

  /**
   * Takes the staged snapshot over, when there is one: all tables get its rows, or keep theirs.
   * What was there before is kept as a snapshot in the data directory. Called before anything else
   * reads the tables.
   *
   * @throws IllegalStateException when it cannot be taken over; nothing was changed then
   */
  public void restoreStaged(String server) {
    Path staged = directory.staged().orElse(null);
    if (staged == null) {
      return;
    }
    Instant now = clock.instant();
    try {
      Path before = directory.before(now);
      try (OutputStream out = Files.newOutputStream(before)) {
        write(server, out);
      }
      SnapshotSummary summary = replaceAll(staged);
      directory.done(now);
      log.info(
          "the snapshot of {} was restored ({} rows); the data before it is in {}",
          summary.created(),
          summary.rows(),
          before);
    } catch (SnapshotException | IOException e) {
      throw new IllegalStateException(
          ("the staged snapshot %s cannot be restored: %s. Nothing was changed; remove that file"
                  + " to start with the present data")
              .formatted(staged, e.getMessage()),
          e);
    }
  }

  private SnapshotSummary replaceAll(Path staged) throws SnapshotException {
    try {
      return database.change(
          connection -> {
            try {
              SchemaShape schema = SchemaShape.of(connection);
              try (Statement statement = connection.createStatement()) {
                for (String table : schema.tables().keySet()) {
                  statement.executeUpdate("delete from " + table);
                }
              }
              try (RowInserter inserter = new RowInserter(connection)) {
                return SnapshotReader.read(staged, schema, keys.fingerprint(), inserter);
              }
            } catch (SnapshotException e) {
              throw new Wrapped(e);
            }
          });
    } catch (Wrapped e) {
      throw e.checked();
    }
  }

  private SnapshotSummary read(Path file, SnapshotReader.RowSink sink) throws SnapshotException {
    try {
      return database.consistent(
          connection -> {
            try {
              return SnapshotReader.read(
                  file, SchemaShape.of(connection), keys.fingerprint(), sink);
            } catch (SnapshotException e) {
              throw new Wrapped(e);
            }
          });
    } catch (Wrapped e) {
      throw e.checked();
    }
  }

  /** Carries the checked exception through a transaction. */
  private static final class Wrapped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Wrapped(SnapshotException cause) {
      super(cause);
    }

    SnapshotException checked() {
      return (SnapshotException) getCause();
    }
  }
}
