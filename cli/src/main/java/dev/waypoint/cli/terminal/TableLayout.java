package dev.waypoint.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Aligned columns under upper-case headers. Where they are too wide together, cells are wrapped
 * between words; the first column, by which a row is named, is never broken inside a word. A table
 * that does not fit even so runs over the edge, so that what is in it can still be copied.
 */
final class TableLayout {
  private static final String SEPARATOR = " | ";
  private static final int MIN = 8;

  /** What is not longer stays on one line if it can, such as a time. */
  private static final int SHORT = 14;

  /** To which long words are broken rather than all that is short. */
  private static final int BROKEN = 12;

  private TableLayout() {}

  static String render(Table table, int width) {
    int[] widths = widths(table, width);
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.headers().stream().map(header -> header.toUpperCase(Locale.ROOT)).toList());
    rows.add(Arrays.stream(widths).mapToObj("-"::repeat).toList());
    rows.addAll(table.rows());
    return rows.stream().map(row -> row(row, widths)).collect(Collectors.joining());
  }

  /** As many lines as its longest cell takes; separators stand in the first one only. */
  private static String row(List<String> cells, int[] widths) {
    List<List<String>> wrapped =
        IntStream.range(0, widths.length)
            .mapToObj(i -> WrappedText.lines(cells.get(i), widths[i]))
            .toList();
    int height = wrapped.stream().mapToInt(List::size).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < height; line++) {
      StringBuilder shown = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        List<String> cell = wrapped.get(column);
        String part = line < cell.size() ? cell.get(line) : "";
        shown.append(column == 0 ? "" : line == 0 ? SEPARATOR : " ".repeat(SEPARATOR.length()));
        shown
            .append(part)
            .append(" ".repeat(Math.max(0, widths[column] - WrappedText.width(part))));
      }
      text.append(shown.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int[] widths(Table table, int width) {
    int room = width - SEPARATOR.length() * (table.headers().size() - 1);
    int[] natural = widest(table, WrappedText::width);
    int[] words = widest(table, WrappedText::longestWord);
    IntUnaryOperator longCells = i -> natural[i] <= SHORT ? natural[i] : Math.max(words[i], MIN);
    IntUnaryOperator longWords =
        i -> i == 0 || natural[i] <= SHORT ? longCells.applyAsInt(i) : Math.min(words[i], BROKEN);
    IntUnaryOperator all = i -> i == 0 ? words[i] : Math.min(words[i], MIN);
    int[] gentle = shrunk(natural, room, longCells);
    return Stream.of(gentle, shrunk(natural, room, longWords), shrunk(natural, room, all))
        .filter(widths -> Arrays.stream(widths).sum() <= room)
        .findFirst()
        .orElse(gentle);
  }

  /** The widest columns give way until the table fits, each down to its least width. */
  private static int[] shrunk(int[] from, int room, IntUnaryOperator least) {
    int[] widths = from.clone();
    while (Arrays.stream(widths).sum() > room) {
      int largest =
          IntStream.range(0, widths.length)
              .filter(i -> widths[i] > least.applyAsInt(i))
              .reduce((a, b) -> widths[a] >= widths[b] ? a : b)
              .orElse(-1);
      if (largest < 0) {
        break;
      }
      widths[largest]--;
    }
    return widths;
  }

  private static int[] widest(Table table, ToIntFunction<String> measure) {
    return IntStream.range(0, table.headers().size())
        .map(
            column ->
                Math.max(
                    Math.max(1, measure.applyAsInt(table.headers().get(column))),
                    table.rows().stream()
                        .mapToInt(row -> measure.applyAsInt(row.get(column)))
                        .max()
                        .orElse(0)))
        .toArray();
  }
}
