package dev.waypoint.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headers.
 *
 * @param rows each of them as long as {@code headers}; shorter ones are filled up with blanks
 */
public record Table(List<String> headers, List<List<String>> rows) {
  public Table {
    headers = List.copyOf(headers);
    int width = headers.size();
    rows = rows.stream().map(row -> fill(row, width)).toList();
  }

  private static List<String> fill(List<String> row, int width) {
    List<String> cells = new ArrayList<>(row);
    while (cells.size() < width) {
      cells.add("");
    }
    return List.copyOf(cells.subList(0, width));
  }
}
