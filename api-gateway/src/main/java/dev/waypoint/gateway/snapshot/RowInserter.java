package dev.waypoint.gateway.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Inserts the rows of a snapshot, many at a time. */
final class RowInserter implements SnapshotReader.RowSink, AutoCloseable {
  private static final int BATCH = 200;

  private final Connection connection;
  private TableShape table;
  private PreparedStatement statement;
  private int waiting;

  RowInserter(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void row(TableShape of, JsonNode line) throws SQLException, SnapshotException {
    if (!of.equals(table)) {
      close();
      table = of;
      statement = connection.prepareStatement(of.insert());
    }
    for (int i = 0; i < of.columns().size(); i++) {
      of.columns().get(i).type().bind(statement, i + 1, line.get(i + 1));
    }
    statement.addBatch();
    waiting++;
    if (waiting == BATCH) {
      flush();
    }
  }

  /** Inserts what is left. */
  @Override
  public void close() throws SQLException {
    if (statement != null) {
      flush();
      statement.close();
    }
  }

  private void flush() throws SQLException {
    if (waiting > 0) {
      statement.executeBatch();
      waiting = 0;
    }
  }
}
