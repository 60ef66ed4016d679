package dev.waypoint.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** One row of an answer, read by column name. */
public final class Row {
  private final ResultSet results;

  Row(ResultSet results) {
    this.results = results;
  }

  public String text(String column) {
    return get(() -> results.getString(column));
  }

  public Optional<String> optionalText(String column) {
    return Optional.ofNullable(text(column));
  }

  public int integer(String column) {
    return get(() -> results.getInt(column));
  }

  public Optional<Integer> optionalInteger(String column) {
    return get(
        () -> {
          int value = results.getInt(column);
          return results.wasNull() ? Optional.empty() : Optional.of(value);
        });
  }

  public long number(String column) {
    return get(() -> results.getLong(column));
  }

  public Optional<Long> optionalNumber(String column) {
    return get(
        () -> {
          long value = results.getLong(column);
          return results.wasNull() ? Optional.empty() : Optional.of(value);
        });
  }

  public boolean flag(String column) {
    return get(() -> results.getBoolean(column));
  }

  public Optional<Boolean> optionalFlag(String column) {
    return get(
        () -> {
          boolean value = results.getBoolean(column);
          return results.wasNull() ? Optional.empty() : Optional.of(value);
        });
  }

  public byte[] bytes(String column) {
    return get(() -> results.getBytes(column));
  }

  public Optional<byte[]> optionalBytes(String column) {
    return Optional.ofNullable(bytes(column));
  }

  public Instant time(String column) {
    return optionalTime(column).orElseThrow();
  }

  public Optional<Instant> optionalTime(String column) {
    return Optional.ofNullable(get(() -> results.getObject(column, OffsetDateTime.class)))
        .map(OffsetDateTime::toInstant);
  }

  public <E extends Enum<E>> E constant(String column, Class<E> type) {
    return Enum.valueOf(type, text(column));
  }

  private static <T> T get(Getter<T> getter) {
    try {
      return getter.get();
    } catch (SQLException e) {
      throw new StoreException("reading from the database failed", e);
    }
  }

  @FunctionalInterface
  private interface Getter<T> {
    T get() throws SQLException;
  }
}
