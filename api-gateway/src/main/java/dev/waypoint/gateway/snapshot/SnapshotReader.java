package dev.waypoint.gateway.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads a snapshot from beginning to end and checks all of it on the way. */
final class SnapshotReader {
  private static final String DAMAGED = "the snapshot is damaged: %s; take another one";

  private final SchemaShape schema;
  private final String keys;
  private final RowSink sink;
  private final MessageDigest digest = Digests.sha256();
  private SnapshotHeader header;
  private long rows;

  private SnapshotReader(SchemaShape schema, String keys, RowSink sink) {
    this.schema = schema;
    this.keys = keys;
    this.sink = sink;
  }

  /** Takes the rows, table by table. */
  interface RowSink {
    void row(TableShape table, JsonNode line) throws SQLException, SnapshotException;
  }

  /**
   * Reads a file.
   *
   * @param schema of the database that the rows are for
   * @param keys fingerprint of the keys of this server
   * @throws SnapshotException when it does not fit, or is not whole
   */
  static SnapshotSummary read(Path file, SchemaShape schema, String keys, RowSink sink)
      throws SnapshotException, SQLException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return new SnapshotReader(schema, keys, sink).read(lines);
    } catch (java.util.zip.ZipException e) {
      throw new SnapshotException("this is no snapshot: it is not compressed, or damaged", e);
    } catch (JsonProcessingException e) {
      throw new SnapshotException(DAMAGED.formatted("a line is not readable"), e);
    } catch (java.io.EOFException e) {
      throw new SnapshotException(DAMAGED.formatted("its end is missing"), e);
    } catch (IOException e) {
      throw new SnapshotException("the snapshot cannot be read: " + e.getMessage(), e);
    }
  }

  private SnapshotSummary read(BufferedReader lines)
      throws IOException, SnapshotException, SQLException {
    String line = lines.readLine();
    header = header(line);
    checkFits();
    while (true) {
      count(line);
      line = lines.readLine();
      if (line == null) {
        throw new SnapshotException(DAMAGED, "its end is missing");
      }
      if (line.startsWith("{")) {
        checkTrailer(SnapshotJson.MAPPER.readValue(line, SnapshotTrailer.class));
        return new SnapshotSummary(header.created(), header.server(), rows);
      }
      row(SnapshotJson.MAPPER.readTree(line));
    }
  }

  private static SnapshotHeader header(String line) throws SnapshotException {
    try {
      SnapshotHeader header =
          line == null ? null : SnapshotJson.MAPPER.readValue(line, SnapshotHeader.class);
      if (header != null && SnapshotHeader.FORMAT.equals(header.format())) {
        return header;
      }
    } catch (JsonProcessingException e) {
      throw new SnapshotException("this is no snapshot of a waypoint server", e);
    }
    throw new SnapshotException("this is no snapshot of a waypoint server");
  }

  private void checkFits() throws SnapshotException {
    if (header.version() != SnapshotHeader.VERSION) {
      throw new SnapshotException(
          "the snapshot has the format version %d, and this server reads version %d: restore it"
              + " with a server of version %s",
          header.version(), SnapshotHeader.VERSION, header.server());
    }
    if (!header.schema().equals(schema.versions()) || !header.tables().equals(columns(schema))) {
      throw new SnapshotException(
          "the snapshot was made by a server of version %s, whose tables are others than this"
              + " server's (migrations %s, here %s): restore it with that version, then upgrade",
          header.server(), header.schema(), schema.versions());
    }
    if (!header.keys().equals(keys)) {
      throw new SnapshotException(
          "the snapshot was made with other keys than those of this server, so nothing"
              + " confidential in it could be read: stop the server, copy the folder 'keys' of the"
              + " server that it comes from into the data directory, and try again");
    }
  }

  private void row(JsonNode line) throws SnapshotException, SQLException {
    TableShape table = schema.tables().get(line.path(0).asText());
    if (!line.isArray() || table == null || line.size() != table.columns().size() + 1) {
      throw new SnapshotException(DAMAGED, "row %d is not of its table".formatted(rows + 1));
    }
    for (int i = 0; i < table.columns().size(); i++) {
      if (!table.columns().get(i).type().fits(line.get(i + 1))) {
        throw new SnapshotException(
            DAMAGED, "row %d has a value of another type".formatted(rows + 1));
      }
    }
    sink.row(table, line);
    rows++;
  }

  private void count(String line) {
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  private void checkTrailer(SnapshotTrailer trailer) throws SnapshotException {
    if (trailer.rows() != rows) {
      throw new SnapshotException(
          DAMAGED, "it has %d rows instead of %d".formatted(rows, trailer.rows()));
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(trailer.sha256())) {
      throw new SnapshotException(DAMAGED, "its check sum is wrong");
    }
  }

  /** As they are in the header. */
  static Map<String, List<String>> columns(SchemaShape schema) {
    return schema.tables().values().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                TableShape::name,
                table -> table.columns().stream().map(TableShape.Column::name).toList()));
  }
}
