package dev.waypoint.gateway.snapshot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Writes all rows of all tables, line by line, compressed. */
final class SnapshotWriter {
  private static final int FETCH = 200;
  private static final byte[] NEWLINE = {'\n'};

  private final GZIPOutputStream out;
  private final MessageDigest digest = Digests.sha256();
  private long rows;

  private SnapshotWriter(GZIPOutputStream out) {
    this.out = out;
  }

  /** Writes the whole snapshot; the stream stays open. */
  static void write(
      Connection connection, SchemaShape schema, SnapshotHeader header, OutputStream target)
      throws IOException, SQLException {
    GZIPOutputStream out = new GZIPOutputStream(target, 64 * 1024);
    SnapshotWriter writer = new SnapshotWriter(out);
    writer.line(SnapshotJson.MAPPER.writeValueAsBytes(header));
    for (TableShape table : schema.tables().values()) {
      writer.table(connection, table);
    }
    SnapshotTrailer trailer =
        new SnapshotTrailer(writer.rows, HexFormat.of().formatHex(writer.digest.digest()));
    out.write(SnapshotJson.MAPPER.writeValueAsBytes(trailer));
    out.write(NEWLINE);
    out.finish();
    out.flush();
  }

  private void table(Connection connection, TableShape table) throws IOException, SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery(table.select())) {
        while (row.next()) {
          ArrayNode line = SnapshotJson.MAPPER.createArrayNode().add(table.name());
          for (int i = 0; i < table.columns().size(); i++) {
            line.add(table.columns().get(i).type().read(row, i + 1));
          }
          line(SnapshotJson.MAPPER.writeValueAsBytes(line));
          rows++;
        }
      }
    }
  }

  private void line(byte[] text) throws IOException {
    digest.update(text);
    digest.update(NEWLINE);
    out.write(text);
    out.write(NEWLINE);
  }
}
