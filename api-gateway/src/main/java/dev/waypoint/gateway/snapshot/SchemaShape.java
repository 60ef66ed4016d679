package dev.waypoint.gateway.snapshot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All tables of the server, and the migrations that made them.
 *
 * @param versions of the migrations, in their order
 */
record SchemaShape(List<String> versions, Map<String, TableShape> tables) {
  private static final String HISTORY = "flyway_schema_history";

  SchemaShape {
    versions = List.copyOf(versions);
    tables = Map.copyOf(tables);
  }

  static SchemaShape of(Connection connection) throws SQLException, SnapshotException {
    Map<String, List<TableShape.Column>> columns = new TreeMap<>();
    String sql =
        "select c.table_name, c.column_name, c.data_type from information_schema.columns c"
            + " join information_schema.tables t on t.table_schema = c.table_schema"
            + " and t.table_name = c.table_name"
            + " where c.table_schema = current_schema and t.table_type = 'BASE TABLE'"
            + " order by c.table_name, c.ordinal_position";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String table = row.getString(1);
        if (!table.equals(HISTORY)) {
          columns
              .computeIfAbsent(table, any -> new ArrayList<>())
              .add(column(table, row.getString(2), row.getString(3)));
        }
      }
    }
    Map<String, TableShape> tables = new TreeMap<>();
    columns.forEach((name, all) -> tables.put(name, new TableShape(name, all)));
    return new SchemaShape(versions(connection), tables);
  }

  private static TableShape.Column column(String table, String name, String sqlType)
      throws SnapshotException {
    ColumnType type =
        ColumnType.of(sqlType)
            .orElseThrow(
                () ->
                    new SnapshotException(
                        "column %s of table %s has the type %s, which no snapshot can hold",
                        name, table, sqlType));
    return new TableShape.Column(name, type);
  }

  private static List<String> versions(Connection connection) throws SQLException {
    List<String> versions = new ArrayList<>();
    String sql =
        "select \"version\" from \"%s\" where \"version\" is not null and \"success\" = true"
            .formatted(HISTORY);
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        versions.add(row.getString(1));
      }
    }
    return versions.stream().sorted().toList();
  }
}
