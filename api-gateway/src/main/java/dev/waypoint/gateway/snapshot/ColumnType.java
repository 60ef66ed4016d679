package dev.waypoint.gateway.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** What a column can hold, the same on every database. */
enum ColumnType {
  TEXT,
  NUMBER,
  FLAG,
  BYTES,
  TIME;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** By the name that the information schema has for it. */
  static Optional<ColumnType> of(String sqlName) {
    return switch (sqlName.toLowerCase(Locale.ROOT)) {
      case "character varying", "text", "character large object", "character" -> Optional.of(TEXT);
      case "integer", "bigint", "smallint" -> Optional.of(NUMBER);
      case "boolean" -> Optional.of(FLAG);
      case "bytea", "binary varying", "binary large object" -> Optional.of(BYTES);
      case "timestamp with time zone" -> Optional.of(TIME);
      default -> Optional.empty();
    };
  }

  /** The value of a column of the current row. */
  JsonNode read(ResultSet row, int column) throws SQLException {
    Object value =
        switch (this) {
          case TEXT -> row.getString(column);
          case NUMBER -> row.getLong(column);
          case FLAG -> row.getBoolean(column);
          case BYTES -> row.getBytes(column);
          case TIME -> row.getObject(column, OffsetDateTime.class);
        };
    return row.wasNull() || value == null ? JSON.nullNode() : node(value);
  }

  /** Sets a parameter to a value that {@link #read} gave. */
  void bind(PreparedStatement statement, int parameter, JsonNode value)
      throws SQLException, SnapshotException {
    if (value.isNull()) {
      statement.setNull(parameter, Types.NULL);
      return;
    }
    switch (this) {
      case TEXT -> statement.setString(parameter, value.textValue());
      case NUMBER -> statement.setLong(parameter, value.longValue());
      case FLAG -> statement.setBoolean(parameter, value.booleanValue());
      case BYTES -> statement.setBytes(parameter, bytes(value));
      case TIME -> statement.setObject(parameter, OffsetDateTime.parse(value.textValue()));
    }
  }

  /** Whether it is what {@link #read} gives. */
  boolean fits(JsonNode value) {
    return value.isNull()
        || switch (this) {
          case TEXT, BYTES, TIME -> value.isTextual();
          case NUMBER -> value.isIntegralNumber();
          case FLAG -> value.isBoolean();
        };
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case String text -> JSON.textNode(text);
      case Long number -> JSON.numberNode(number);
      case Boolean flag -> JSON.booleanNode(flag);
      case byte[] bytes -> JSON.binaryNode(bytes);
      case OffsetDateTime time ->
          JSON.textNode(time.withOffsetSameInstant(ZoneOffset.UTC).toString());
      default -> throw new IllegalStateException("no value of a column: " + value.getClass());
    };
  }

  private static byte[] bytes(JsonNode value) throws SnapshotException {
    try {
      return value.binaryValue();
    } catch (IOException e) {
      throw new SnapshotException("the snapshot is damaged: a value is not readable", e);
    }
  }
}
