package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lays text of the native syntax out: two spaces for each level, one space between words, equals
 * signs and comments of neighbouring lines below each other. Comments, line ends and the insides of
 * strings stay as they are, and so does the meaning. Formatting twice changes nothing more.
 */
public final class Formatter {
  private static final String LEVEL = "  ";

  private Formatter() {}

  /**
   * The text in its canonical layout.
   *
   * @throws HclException if the text cannot be read
   */
  public static String format(SourceFile file) {
    Diagnostics diagnostics = new Diagnostics();
    Parser.parseBody(file, diagnostics);
    diagnostics.throwIfErrors();
    List<Token> tokens = Lexer.scan(file, file.text(), SourcePos.START);
    List<FormatLine> lines = FormatLine.split(file, tokens);
    indent(lines);
    align(lines);
    StringBuilder out = new StringBuilder(file.text().length() + 64);
    lines.forEach(line -> out.append(line.render()).append('\n'));
    return out.toString().stripTrailing().isEmpty() ? "" : trimEnd(out);
  }

  private static String trimEnd(StringBuilder out) {
    int end = out.length();
    while (end > 1 && out.charAt(end - 1) == '\n' && out.charAt(end - 2) == '\n') {
      end--;
    }
    return out.substring(0, end);
  }

  private static void indent(List<FormatLine> lines) {
    Deque<Integer> open = new ArrayDeque<>();
    for (FormatLine line : lines) {
      int net = line.netBrackets();
      int closing = -net;
      while (closing > 0 && !open.isEmpty()) {
        int top = open.pop();
        if (closing < top) {
          open.push(top - closing);
        }
        closing -= top;
      }
      int level = open.size();
      if (net >= 0 && line.startsWithCloser() && level > 0) {
        level--;
      }
      line.indent(LEVEL.repeat(level));
      if (net > 0) {
        open.push(net);
      }
    }
  }

  /** Puts the equals signs, and then the comments, of neighbouring lines below each other. */
  private static void align(List<FormatLine> lines) {
    List<FormatLine> chain = new ArrayList<>();
    for (FormatLine line : lines) {
      if (!line.isAssignment() || !chain.isEmpty() && !line.sameIndent(chain.getLast())) {
        pad(chain);
        chain.clear();
      }
      if (line.isAssignment()) {
        chain.add(line);
      }
    }
    pad(chain);
    chain.clear();
    for (FormatLine line : lines) {
      if (!line.hasTrailingComment()) {
        padComments(chain);
        chain.clear();
      } else {
        chain.add(line);
      }
    }
    padComments(chain);
  }

  private static void pad(List<FormatLine> chain) {
    int widest = chain.stream().mapToInt(FormatLine::nameWidth).max().orElse(0);
    chain.forEach(line -> line.padName(widest));
  }

  private static void padComments(List<FormatLine> chain) {
    int widest = chain.stream().mapToInt(FormatLine::codeWidth).max().orElse(0);
    chain.forEach(line -> line.padCode(widest));
  }
}
