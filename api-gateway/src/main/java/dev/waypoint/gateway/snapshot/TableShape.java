package dev.waypoint.gateway.snapshot;

import java.util.List;
import java.util.stream.Collectors;

/** A table and its columns, in their order. */
record TableShape(String name, List<Column> columns) {
  record Column(String name, ColumnType type) {}

  TableShape {
    columns = List.copyOf(columns);
  }

  String select() {
    return "select %s from %s".formatted(names(), name);
  }

  String insert() {
    String values = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    return "insert into %s (%s) values (%s)".formatted(name, names(), values);
  }

  private String names() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
