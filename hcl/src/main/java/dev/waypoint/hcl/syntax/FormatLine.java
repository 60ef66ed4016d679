package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A line that is laid out anew; strings in it may go over several lines of the text. */
final class FormatLine {
  /** A token, or a whole string. */
  private record Unit(TokenType type, String text, boolean spaceBefore) {}

  private final List<Unit> units = new ArrayList<>();
  private String indent = "";
  private String comment = "";
  private int nameWidth;
  private int codeWidth;

  static List<FormatLine> split(SourceFile file, List<Token> tokens) {
    byte[] source = file.text().getBytes(StandardCharsets.UTF_8);
    List<FormatLine> lines = new ArrayList<>();
    FormatLine line = new FormatLine();
    int before = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean space = token.range().start().offset() > before;
      int last = i;
      if (token.is(TokenType.OPEN_QUOTE) || token.is(TokenType.OPEN_HEREDOC)) {
        last = endOfString(tokens, i);
      }
      int from = token.range().start().offset();
      before = tokens.get(last).range().end().offset();
      String text = new String(source, from, before - from, StandardCharsets.UTF_8);
      i = last;
      switch (token.type()) {
        case NEWLINE -> {
          lines.add(line);
          line = new FormatLine();
        }
        case COMMENT -> {
          if (text.endsWith("\n")) {
            line.comment = text.stripTrailing();
            lines.add(line);
            line = new FormatLine();
          } else {
            line.units.add(new Unit(TokenType.COMMENT, text, space));
          }
        }
        case END -> {
          if (!line.units.isEmpty() || !line.comment.isEmpty()) {
            lines.add(line);
          }
        }
        default -> line.units.add(new Unit(token.type(), text, space));
      }
    }
    return lines;
  }

  private static int endOfString(List<Token> tokens, int start) {
    int depth = 0;
    for (int i = start; i < tokens.size(); i++) {
      switch (tokens.get(i).type()) {
        case OPEN_QUOTE, OPEN_HEREDOC -> depth++;
        case CLOSE_QUOTE, CLOSE_HEREDOC -> {
          if (--depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return tokens.size() - 1;
  }

  int netBrackets() {
    int net = 0;
    for (Unit unit : units) {
      net += isOpener(unit.type()) ? 1 : isCloser(unit.type()) ? -1 : 0;
    }
    return net;
  }

  boolean startsWithCloser() {
    return !units.isEmpty() && isCloser(units.getFirst().type());
  }

  void indent(String spaces) {
    indent = spaces;
  }

  boolean sameIndent(FormatLine other) {
    return indent.equals(other.indent);
  }

  /** Whether the line gives a name a value that ends on the same line. */
  boolean isAssignment() {
    boolean named =
        units.size() > 2
            && (units.getFirst().type() == TokenType.IDENTIFIER
                || units.getFirst().type() == TokenType.OPEN_QUOTE)
            && units.get(1).type() == TokenType.ASSIGN;
    return named
        && netBrackets() == 0
        && units.stream().noneMatch(unit -> unit.text().contains("\n"));
  }

  boolean hasTrailingComment() {
    return !units.isEmpty() && !comment.isEmpty();
  }

  int nameWidth() {
    return width(units.getFirst().text());
  }

  void padName(int width) {
    nameWidth = width;
  }

  int codeWidth() {
    String code = code();
    return width(code.substring(code.lastIndexOf('\n') + 1));
  }

  void padCode(int width) {
    codeWidth = width;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  String render() {
    if (units.isEmpty()) {
      return comment.isEmpty() ? "" : indent + comment;
    }
    String code = code();
    if (comment.isEmpty()) {
      return code;
    }
    return code + " ".repeat(Math.max(0, codeWidth - codeWidth()) + 1) + comment;
  }

  private String code() {
    StringBuilder out = new StringBuilder(indent);
    for (int i = 0; i < units.size(); i++) {
      if (i > 0 && spaced(i)) {
        out.append(' ');
      }
      out.append(units.get(i).text());
      if (i == 0 && nameWidth > 0) {
        out.append(" ".repeat(Math.max(0, nameWidth - nameWidth())));
      }
    }
    return out.toString();
  }

  /** Whether there is a space before a unit. */
  private boolean spaced(int index) {
    Unit left = units.get(index - 1);
    Unit right = units.get(index);
    if (left.type() == TokenType.OPEN_BRACE && right.type() == TokenType.CLOSE_BRACE) {
      return false;
    }
    return switch (right.type()) {
      case COMMA, DOT, ELLIPSIS, CLOSE_PAREN, CLOSE_BRACKET -> false;
      case OPEN_BRACKET, OPEN_PAREN ->
          !tight(left.type()) && (isGlue(left) ? right.spaceBefore() : true);
      case COLON -> right.spaceBefore() || inConditional(index);
      default -> !tight(left.type()) && !isSign(index - 1);
    };
  }

  /** Whether a colon before a unit belongs to a question mark on the line. */
  private boolean inConditional(int index) {
    int open = 0;
    for (Unit unit : units.subList(0, index)) {
      if (unit.type() == TokenType.QUESTION) {
        open++;
      } else if (unit.type() == TokenType.COLON) {
        open = Math.max(0, open - 1);
      }
    }
    return open > 0;
  }

  /** Whether what follows a unit may belong to it, as an index or as arguments. */
  private static boolean isGlue(Unit unit) {
    return switch (unit.type()) {
      case IDENTIFIER,
          CLOSE_BRACKET,
          CLOSE_PAREN,
          CLOSE_BRACE,
          OPEN_QUOTE,
          STAR,
          NUMBER,
          MINUS,
          BANG ->
          true;
      default -> false;
    };
  }

  private static boolean tight(TokenType left) {
    return switch (left) {
      case OPEN_PAREN, OPEN_BRACKET, DOT, BANG -> true;
      default -> false;
    };
  }

  /** Whether a unit is a minus sign before an operand, and no subtraction. */
  private boolean isSign(int index) {
    if (units.get(index).type() == TokenType.STAR && index > 0) {
      return units.get(index - 1).type() == TokenType.DOT;
    }
    if (units.get(index).type() != TokenType.MINUS) {
      return false;
    }
    return index == 0
        || switch (units.get(index - 1).type()) {
          case IDENTIFIER,
              NUMBER,
              OPEN_QUOTE,
              OPEN_HEREDOC,
              CLOSE_PAREN,
              CLOSE_BRACKET,
              CLOSE_BRACE ->
              false;
          default -> true;
        };
  }

  private static boolean isOpener(TokenType type) {
    return type == TokenType.OPEN_BRACE
        || type == TokenType.OPEN_BRACKET
        || type == TokenType.OPEN_PAREN;
  }

  private static boolean isCloser(TokenType type) {
    return type == TokenType.CLOSE_BRACE
        || type == TokenType.CLOSE_BRACKET
        || type == TokenType.CLOSE_PAREN;
  }
}
