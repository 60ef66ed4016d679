package dev.waypoint.gateway.store;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Transactions written by hand, for what is guarded by conditions in SQL. Isolation is READ
 * COMMITTED. Blocks.
 */
@Singleton
public final class Database {
  private static final int TRIES = 5;

  /** H2's number for what others call repeatable read; JDBC has no name for it. */
  private static final int H2_SNAPSHOT = 6;

  /**
   * Serialization failure and deadlock (SQL standard, PostgreSQL), concurrent update (H2), and a
   * row that somebody else has inserted just now, which the next try finds.
   */
  private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "90131", "23505");

  private final DataSource dataSource;
  private final CommitFlush flush;

  public Database(DataSource dataSource) {
    this.dataSource = DelegatingDataSource.unwrapDataSource(dataSource);
    this.flush = CommitFlush.of(this.dataSource);
  }

  /** Work inside a transaction. It may be done again, so it must have no effects elsewhere. */
  @FunctionalInterface
  public interface Work<T> {
    T apply(Statements statements) throws SQLException;
  }

  /**
   * Runs work in one transaction and commits it; any exception rolls it back. When this returns, a
   * kill of the process loses nothing of it.
   */
  public <T> T write(Work<T> work) {
    T answer = writeSoon(work);
    flush();
    return answer;
  }

  /** The same, but a kill of the process may lose it until the next {@link #flush} or write. */
  public <T> T writeSoon(Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return transaction(work);
      } catch (SQLException e) {
        if (tries == TRIES || !TRANSIENT.contains(String.valueOf(e.getSQLState()))) {
          throw new StoreException("the database refused a change", e);
        }
      }
    }
  }

  /** Makes what this thread committed before, here or through a repository, safe from a kill. */
  public void flush() {
    try {
      flush.await();
    } catch (SQLException e) {
      throw new StoreException("the database could not write", e);
    }
  }

  /** The same for who is in no hurry: shares the write of somebody else who comes soon. */
  public void flushShared() {
    try {
      flush.awaitShared();
    } catch (SQLException e) {
      throw new StoreException("the database could not write", e);
    }
  }

  /** Runs queries, each of them by itself. */
  public <T> T read(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.apply(new Statements(connection));
    } catch (SQLException e) {
      throw new StoreException("the database refused a query", e);
    }
  }

  /** Work on a connection of its own. */
  @FunctionalInterface
  public interface ConnectionWork<T> {
    T apply(Connection connection) throws SQLException;
  }

  /** Runs queries that all see the data as it is at one moment. Others go on meanwhile. */
  public <T> T consistent(ConnectionWork<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(h2 ? H2_SNAPSHOT : Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return work.apply(connection);
      } finally {
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StoreException("the database refused a query", e);
    }
  }

  /** Runs one large change: all of it, or nothing when an exception comes out. Done once. */
  public <T> T change(ConnectionWork<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T answer = work.apply(connection);
        connection.commit();
        flush.await();
        return answer;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StoreException("the database refused a change", e);
    }
  }

  /** Whether the database answers within this time. */
  public boolean answers(Duration timeout) {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid((int) Math.max(1, timeout.toSeconds()));
    } catch (SQLException e) {
      return false;
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T answer = work.apply(new Statements(connection));
        connection.commit();
        return answer;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
