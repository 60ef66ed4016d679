package dev.waypoint.gateway.job;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Uploaded archives of source directories, in pieces. */
@Singleton
public final class Sources {
  private static final int CHUNK = 512 * 1024;
  private static final long LIMIT = 512L * 1024 * 1024;
  private static final Duration KEPT = Duration.ofDays(7);

  private final Database database;
  private final Clock clock;

  Sources(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** One upload; used by one call. Nothing of it can be fetched before it is finished. */
  final class Upload {
    private final String id = Ids.next();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private String project = "";
    private int chunks;
    private long size;

    /** Nothing of it has come yet. */
    boolean isNew() {
      return size == 0 && project.isEmpty();
    }

    void add(String named, ByteString data) {
      if (project.isEmpty()) {
        project = named;
      }
      size += data.size();
      if (size > LIMIT) {
        throw ApiException.invalid(
            "the source archive is larger than %d MB: exclude what is not needed, or use Git",
            LIMIT / 1024 / 1024);
      }
      buffer.writeBytes(data.toByteArray());
      if (buffer.size() >= CHUNK) {
        flush();
      }
    }

    /** Answers the content id. */
    String finish(String uploadedBy) {
      flush();
      database.write(
          s ->
              s.update(
                  "insert into source_archive (id, project, uploaded_by, uploaded_at, size_bytes)"
                      + " values (?, ?, ?, ?, ?)",
                  id,
                  project,
                  uploadedBy,
                  clock.instant(),
                  size));
      return id;
    }

    private void flush() {
      byte[] all = buffer.toByteArray();
      buffer.reset();
      for (int from = 0; from < all.length; from += CHUNK) {
        byte[] piece = java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + CHUNK));
        int number = chunks++;
        database.write(
            s ->
                s.update(
                    "insert into source_chunk (source_id, number, data) values (?, ?, ?)",
                    id,
                    number,
                    piece));
      }
    }
  }

  Upload begin() {
    return new Upload();
  }

  /** Whose source an archive is; empty when it is not there. */
  Optional<String> projectOf(String contentId) {
    return database.read(
        s ->
            s.first(
                "select project from source_archive where id = ?",
                row -> row.text("project"),
                contentId));
  }

  /** The refusal of an archive that nobody has any more. */
  static ApiException unknown(String contentId) {
    return ApiException.notFound(
        "the uploaded source '%s' is not there: it is kept for %d days; upload it again",
        contentId, KEPT.toDays());
  }

  /** Takes a piece of an archive. */
  interface Sink {
    void take(byte[] piece) throws IOException;
  }

  /**
   * Hands out an archive piece by piece.
   *
   * @throws ApiException NOT_FOUND, also when it is dropped midway
   * @throws IOException what the sink throws
   */
  void read(String contentId, Sink sink) throws IOException {
    requireThere(contentId);
    for (int number = 0; ; number++) {
      int wanted = number;
      Optional<byte[]> piece =
          database.read(
              s ->
                  s.first(
                      "select data from source_chunk where source_id = ? and number = ?",
                      row -> row.bytes("data"),
                      contentId,
                      wanted));
      if (piece.isEmpty()) {
        requireThere(contentId);
        return;
      }
      sink.take(piece.get());
    }
  }

  private void requireThere(String contentId) {
    if (projectOf(contentId).isEmpty()) {
      throw unknown(contentId);
    }
  }

  /** Drops what no job will fetch any more. */
  public void sweep() {
    String oldest = Ids.before(clock.instant().minus(KEPT));
    database.write(
        s -> {
          s.update("delete from source_chunk where source_id < ?", oldest);
          return s.update("delete from source_archive where id < ?", oldest);
        });
  }
}
