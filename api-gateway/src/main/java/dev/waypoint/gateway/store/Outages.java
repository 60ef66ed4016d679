package dev.waypoint.gateway.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** Tells a database that is away from one that refuses. */
public final class Outages {
  /**
   * Connection exception, insufficient resources, operator intervention (SQL standard, PostgreSQL),
   * and a database that is closed (H2).
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "57");

  private static final Set<String> STATES = Set.of("90098", "90121", "90067");

  private Outages() {}

  /** Whether the same work may go well once the database is back. */
  public static boolean isOne(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isOne(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(SQLException error) {
    String state = Optional.ofNullable(error.getSQLState()).orElse("");
    return error instanceof SQLTransientConnectionException
        || error instanceof SQLNonTransientConnectionException
        || STATES.contains(state)
        || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
  }
}
