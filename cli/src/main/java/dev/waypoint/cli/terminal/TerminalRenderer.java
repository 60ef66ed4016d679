package dev.waypoint.cli.terminal;

import com.google.protobuf.Message;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** For people at a terminal: colours, aligned tables, steps that are updated where they stand. */
public final class TerminalRenderer implements OutputRenderer {
  private static final String REWRITE = "\033[1A\033[2K";

  private final PrintStream out;
  private final PrintStream err;
  private final Ansi ansi;
  private final int width;

  /** The step whose line is the last one on the screen. */
  private Optional<String> open = Optional.empty();

  public TerminalRenderer(PrintStream out, PrintStream err, Ansi ansi, int width) {
    this.out = out;
    this.err = err;
    this.ansi = ansi;
    this.width = width;
  }

  @Override
  public void line(Style style, String text) {
    open = Optional.empty();
    PrintStream target = style == Style.ERROR || style == Style.WARNING ? err : out;
    if (style == Style.HEADER) {
      target.println();
    }
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      target.println();
    }
    for (int i = 0; i < lines.size(); i++) {
      target.println(styled(style, (i == 0 ? sign(style) : indent(style)) + lines.get(i)));
    }
  }

  @Override
  public void step(String step, String text, StepMark mark) {
    boolean rewritten = open.filter(step::equals).isPresent() && ansi.enabled();
    String line =
        switch (mark) {
          case RUNNING -> styled(Style.INFO, "… " + text);
          case DONE -> styled(Style.SUCCESS, "✓ " + text);
          case FAILED -> styled(Style.ERROR, "! " + text);
          case WARNED -> styled(Style.WARNING, "! " + text);
        };
    out.println((rewritten ? REWRITE : "") + line);
    boolean fits = text.length() + 2 < width && text.lines().count() <= 1;
    open = mark == StepMark.RUNNING && fits ? Optional.of(step) : Optional.empty();
  }

  @Override
  public void raw(byte[] data, boolean stderr) {
    open = Optional.empty();
    PrintStream target = stderr ? err : out;
    target.write(data, 0, data.length);
    target.flush();
  }

  @Override
  public void fields(List<Field> fields) {
    open = Optional.empty();
    int longest = fields.stream().mapToInt(field -> field.name().length()).max().orElse(0);
    for (Field field : fields) {
      String indent = " ".repeat(longest - field.name().length());
      List<String> lines = field.value().isEmpty() ? List.of("") : field.value().lines().toList();
      out.println(indent + styled(Style.HEADER, field.name() + ":") + " " + lines.getFirst());
      lines.stream().skip(1).forEach(line -> out.println(" ".repeat(longest + 2) + line));
    }
  }

  @Override
  public void table(Table table) {
    open = Optional.empty();
    out.print(TableLayout.render(table, width));
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
    open = Optional.empty();
    out.println(value);
  }

  private String styled(Style style, String text) {
    return Colours.of(style).map(colour -> Colours.paint(ansi, colour, text)).orElse(text);
  }

  private static String sign(Style style) {
    return switch (style) {
      case PLAIN -> "";
      case INFO -> "  ";
      case HEADER -> "» ";
      case SUCCESS -> "✓ ";
      case WARNING, ERROR -> "! ";
    };
  }

  private static String indent(Style style) {
    return style == Style.PLAIN ? "" : "  ";
  }
}
