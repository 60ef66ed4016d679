package dev.waypoint.gateway.job;

import java.sql.SQLException;

/** Another transaction came first: this one has to be done again from its beginning. */
final class Contended extends SQLException {
  private static final long serialVersionUID = 1;
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String UNIQUE_VIOLATION = "23505";

  Contended(Throwable cause) {
    super("another change came first", SERIALIZATION_FAILURE, cause);
  }

  /** The same failure, as a {@link Contended} if it says that something is taken already. */
  static SQLException of(SQLException e) {
    return UNIQUE_VIOLATION.equals(e.getSQLState()) ? new Contended(e) : e;
  }
}
