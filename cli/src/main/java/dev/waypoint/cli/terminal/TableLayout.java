package dev.waypoint.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Aligned columns under upper-case headers; cells that are too wide are wrapped. */
final class TableLayout {
  private static final String SEPARATOR = " | ";
  private static final int MIN_COLUMN = 8;

  private TableLayout() {}

  static String render(Table given, int width) {
    Table table =
        new Table(
            given.headers().stream().map(TableLayout::literal).toList(),
            given.rows().stream()
                .map(row -> row.stream().map(TableLayout::literal).toList())
                .toList());
    int[] widths = widths(table, width);
    Column[] columns =
        IntStream.range(0, widths.length)
            .boxed()
            .flatMap(
                i ->
                    i == 0
                        ? List.of(wrapped(widths[i])).stream()
                        : List.of(
                            new Column(SEPARATOR.length(), 0, Overflow.TRUNCATE),
                            wrapped(widths[i]))
                            .stream())
            .toArray(Column[]::new);
    TextTable layout =
        TextTable.forColumns(new Help.ColorScheme.Builder(Help.Ansi.OFF).build(), columns);
    layout.setAdjustLineBreaksForWideCJKCharacters(true);
    layout.indentWrappedLines = 0;
    row(layout, table.headers().stream().map(c -> c.toUpperCase(Locale.ROOT)).toList());
    row(layout, Arrays.stream(widths).mapToObj("-"::repeat).toList());
    table.rows().forEach(cells -> row(layout, cells));
    return layout
        .toString()
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void row(TextTable layout, List<String> cells) {
    List<Ansi.Text> values = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        values.add(Ansi.OFF.text(SEPARATOR));
      }
      values.add(Ansi.OFF.text(cells.get(i)));
    }
    layout.addRowValues(values.toArray(Ansi.Text[]::new));
  }

  /** Nothing in it is taken as markup. */
  private static String literal(String text) {
    return text.replace("@|", "@ |");
  }

  private static Column wrapped(int width) {
    return new Column(width, 0, Overflow.WRAP);
  }

  /** The widest columns give way until the table fits. */
  private static int[] widths(Table table, int width) {
    int[] widths =
        IntStream.range(0, table.headers().size())
            .map(i -> Math.max(1, widest(table, i)))
            .toArray();
    int room = width - SEPARATOR.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      int largest =
          IntStream.range(0, widths.length)
              .reduce((a, b) -> widths[a] >= widths[b] ? a : b)
              .orElse(0);
      if (widths[largest] <= MIN_COLUMN) {
        break;
      }
      widths[largest]--;
    }
    return widths;
  }

  private static int widest(Table table, int column) {
    return Math.max(
        table.headers().get(column).length(),
        table.rows().stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }
}
