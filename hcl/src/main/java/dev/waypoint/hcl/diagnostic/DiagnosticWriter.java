package dev.waypoint.hcl.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes problems as text, with the lines of the file that they are about. */
public final class DiagnosticWriter {
  private static final int DEFAULT_WIDTH = 78;
  private static final int LONGEST_EXCERPT = 400;
  private static final int EXCERPT_LINES = 12;
  private static final int PLACES_NAMED = 3;

  private final int width;
  private final boolean carets;

  private DiagnosticWriter(int width, boolean carets) {
    this.width = width;
    this.carets = carets;
  }

  /** Wraps at 78 columns and puts no marks under the excerpt. */
  public static DiagnosticWriter plain() {
    return new DiagnosticWriter(DEFAULT_WIDTH, false);
  }

  /**
   * Begins with {@code file:line,columns}, marks the part at fault with carets, and leaves wrapping
   * to the terminal. What is said in the same words of several places is said once: a quote that is
   * left open makes every line after it a problem.
   */
  public static DiagnosticWriter forPeople() {
    return new DiagnosticWriter(Integer.MAX_VALUE, true);
  }

  /** The text of some problems, one after the other. */
  public String write(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    if (!carets) {
      diagnostics.forEach(diagnostic -> append(out, diagnostic));
      return out.toString();
    }
    for (List<Diagnostic> same : alike(diagnostics)) {
      append(out, same.getFirst());
      appendOtherPlaces(out, same.subList(1, same.size()));
    }
    return out.toString().stripTrailing();
  }

  /**
   * Puts together what is said in the same words, each group in the place of its first. Who writes
   * problems one by one, such as for a mark at each, writes a group at a time instead.
   */
  public static List<List<Diagnostic>> alike(List<Diagnostic> diagnostics) {
    Map<String, List<Diagnostic>> alike = new LinkedHashMap<>();
    for (Diagnostic diagnostic : diagnostics) {
      alike.computeIfAbsent(words(diagnostic), _ -> new ArrayList<>()).add(diagnostic);
    }
    return List.copyOf(alike.values());
  }

  private static String words(Diagnostic diagnostic) {
    return String.join(
        "\n",
        diagnostic.severity().word(),
        diagnostic.summary(),
        diagnostic.detail(),
        String.join("\n", diagnostic.notes()));
  }

  private static void appendOtherPlaces(StringBuilder out, List<Diagnostic> others) {
    List<SourceRange> places =
        others.stream().map(Diagnostic::subject).flatMap(Optional::stream).toList();
    if (places.isEmpty()) {
      return;
    }
    String named =
        places.stream()
            .limit(PLACES_NAMED)
            .map(SourceRange::toString)
            .collect(Collectors.joining(", "));
    int more = places.size() - PLACES_NAMED;
    out.append("The same at ").append(named);
    out.append(more > 0 ? ", and %d times more.".formatted(more) : ".").append("\n\n");
  }

  /** The text of one problem. */
  public String write(Diagnostic diagnostic) {
    return write(List.of(diagnostic));
  }

  private void append(StringBuilder out, Diagnostic diagnostic) {
    String head = diagnostic.severity().word() + ": " + diagnostic.summary();
    if (carets && diagnostic.subject().isPresent()) {
      out.append(diagnostic.subject().get()).append(": ");
    }
    out.append(head).append("\n\n");
    diagnostic.subject().ifPresent(subject -> excerpt(out, subject, diagnostic.context()));
    if (!diagnostic.notes().isEmpty()) {
      out.append("with ").append(String.join(",\n     ", diagnostic.notes())).append(".\n\n");
    }
    if (!diagnostic.detail().isEmpty()) {
      out.append(wrap(diagnostic.detail())).append("\n\n");
    }
  }

  private void excerpt(StringBuilder out, SourceRange subject, Optional<SourceRange> context) {
    if (!carets) {
      out.append("  on ").append(subject.file().name());
      out.append(" line ").append(subject.start().line()).append(":\n");
    }
    SourceRange shown = context.orElse(subject);
    int first = Math.min(shown.start().line(), subject.start().line());
    int last =
        carets ? Math.max(shown.end().line(), subject.end().line()) : lastTouched(subject, shown);
    if (carets && last - first >= EXCERPT_LINES) {
      first = Math.max(first, subject.start().line() - EXCERPT_LINES / 2);
      last = Math.min(last, first + EXCERPT_LINES);
    }
    for (int line = first; line <= last; line++) {
      String text = printable(subject.file().line(line));
      if (!text.isEmpty() || carets && line < subject.file().lineCount()) {
        out.append("%4d: ".formatted(line)).append(text).append('\n');
      }
      if (carets && line == subject.start().line() && text.length() < LONGEST_EXCERPT) {
        out.append("      ").append(marks(subject, text)).append('\n');
      }
    }
    out.append('\n');
  }

  /** The last line that what is shown covers, or that begins right after it. */
  private static int lastTouched(SourceRange subject, SourceRange shown) {
    int start = Math.min(shown.start().offset(), subject.start().offset());
    int end = Math.max(shown.end().offset(), subject.end().offset());
    int line = Math.max(shown.end().line(), subject.end().line());
    while (subject.file().lineOffset(line + 1) <= Math.max(end, start + 1)) {
      line++;
    }
    return line;
  }

  private static String printable(String line) {
    StringBuilder text = new StringBuilder(Math.min(line.length(), LONGEST_EXCERPT));
    for (int i = 0; i < line.length() && i < LONGEST_EXCERPT; i++) {
      char c = line.charAt(i);
      text.append(SourceFile.isStrayByte(c) ? '\uFFFD' : c);
    }
    return text.toString();
  }

  private static String marks(SourceRange subject, String line) {
    int from = subject.start().column();
    int to =
        subject.end().line() > subject.start().line() ? line.length() + 1 : subject.end().column();
    StringBuilder indent = new StringBuilder();
    for (int i = 0; i < from - 1; i++) {
      indent.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
    }
    return indent + "^".repeat(Math.max(1, to - from));
  }

  private String wrap(String text) {
    StringBuilder out = new StringBuilder();
    for (String paragraph : text.split("\n", -1)) {
      wrapParagraph(out, paragraph);
      out.append('\n');
    }
    return out.substring(0, out.length() - 1);
  }

  private void wrapParagraph(StringBuilder out, String paragraph) {
    int column = 0;
    for (String word : paragraph.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > width) {
        out.append('\n');
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
  }
}
