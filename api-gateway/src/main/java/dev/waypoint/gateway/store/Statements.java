package dev.waypoint.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Statements on one connection, within one transaction. Values are bound by their Java type: {@link
 * Instant}, enums by name, {@link Optional} by what it holds.
 */
public final class Statements {
  private final Connection connection;

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Answers how many rows were changed. */
  public int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** The same statement once for each set of values, in one go. */
  public void batch(String sql, List<Object[]> sets) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] values : sets) {
        bind(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  public <T> List<T> list(String sql, Function<Row, T> mapper, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results);
        List<T> list = new ArrayList<>();
        while (results.next()) {
          list.add(mapper.apply(row));
        }
        return list;
      }
    }
  }

  public <T> Optional<T> first(String sql, Function<Row, T> mapper, Object... values)
      throws SQLException {
    List<T> rows = list(sql, mapper, values);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case Optional<?> optional -> bind(statement, index, optional.orElse(null));
      case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
      case Enum<?> constant -> statement.setString(index, constant.name());
      case byte[] bytes -> statement.setBytes(index, bytes);
      default -> statement.setObject(index, value);
    }
  }
}
