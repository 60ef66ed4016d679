package dev.waypoint.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Waits until what was committed is in the file. PostgreSQL writes before it answers a commit, so
 * there is nothing to wait for; H2 writes behind, and is told to write.
 */
interface CommitFlush {
  /** Blocks until everything that the calling thread committed survives a kill of the process. */
  void await() throws SQLException;

  /** The same for who is in no hurry: waits a moment for somebody else's write to share it. */
  default void awaitShared() throws SQLException {
    await();
  }

  static CommitFlush of(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      boolean writesBehind = connection.getMetaData().getDatabaseProductName().equals("H2");
      return writesBehind ? new GroupFlush(new Checkpoint(dataSource)) : () -> {};
    } catch (SQLException e) {
      throw new StoreException("the database does not answer", e);
    }
  }

  /** One write of all that is committed. */
  record Checkpoint(DataSource dataSource) implements CommitFlush {
    @Override
    public void await() throws SQLException {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("checkpoint");
      }
    }
  }
}
