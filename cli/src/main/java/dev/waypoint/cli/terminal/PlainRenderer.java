package dev.waypoint.cli.terminal;

import com.google.protobuf.Message;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** One line for each event and no escape codes; tables are separated by tabs. */
public final class PlainRenderer implements OutputRenderer {
  private final PrintStream out;
  private final PrintStream err;

  public PlainRenderer(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void line(Style style, String text) {
    PrintStream target = style == Style.ERROR || style == Style.WARNING ? err : out;
    if (text.isEmpty()) {
      target.println();
    }
    text.lines().forEach(line -> target.println(prefix(style) + line));
  }

  @Override
  public void step(String step, String text, StepMark mark) {
    String sign =
        switch (mark) {
          case RUNNING -> "- ";
          case DONE -> "✓ ";
          case FAILED, WARNED -> "! ";
        };
    out.println(sign + text);
  }

  @Override
  public void raw(byte[] data, boolean stderr) {
    PrintStream target = stderr ? err : out;
    target.write(data, 0, data.length);
    target.flush();
  }

  @Override
  public void fields(List<Field> fields) {
    fields.forEach(field -> out.println(field.name() + ": " + field.value()));
  }

  @Override
  public void table(Table table) {
    out.println(
        String.join(
            "\t", table.headers().stream().map(cell -> cell.toUpperCase(Locale.ROOT)).toList()));
    table.rows().forEach(row -> out.println(String.join("\t", row)));
  }

  @Override
  public void list(Table table, List<? extends Message> messages) {
    if (!messages.isEmpty()) {
      table(table);
    }
  }

  @Override
  public void document(List<Field> fields, Message message) {
    fields(fields);
  }

  @Override
  public void value(String value) {
    out.println(value);
  }

  private static String prefix(Style style) {
    return switch (style) {
      case PLAIN, INFO -> "";
      case HEADER -> "» ";
      case SUCCESS -> "✓ ";
      case WARNING, ERROR -> "! ";
    };
  }
}
