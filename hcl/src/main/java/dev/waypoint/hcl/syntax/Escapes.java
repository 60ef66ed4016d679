package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;

/** Turns the text of a token into the text that it stands for. */
final class Escapes {
  private static final String INVALID = "Invalid escape sequence";

  private Escapes() {}

  static String decode(Token token, Diagnostics diagnostics) {
    String text = token.text();
    boolean quoted = token.is(TokenType.QUOTED_TEXT);
    if (text.indexOf("{") < 0 && (!quoted || text.indexOf('\\') < 0)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quoted && c == '\\') {
        at = escape(token, at, out, diagnostics);
      } else if ((c == '$' || c == '%') && text.startsWith(c + "{", at + 1)) {
        out.append(c).append('{');
        at += 3;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static int escape(Token token, int at, StringBuilder out, Diagnostics diagnostics) {
    String text = token.text();
    int selector = text.codePointAt(at + 1);
    int end = at + 1 + Character.charCount(selector);
    switch (selector) {
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case '"' -> out.append('"');
      case '\\' -> out.append('\\');
      case 'u' -> {
        return unicode(token, at, 4, out, diagnostics);
      }
      case 'U' -> {
        return unicode(token, at, 8, out, diagnostics);
      }
      default ->
          diagnostics.error(
              INVALID,
              "The symbol \""
                  + Character.toString(selector)
                  + "\" is not a valid escape sequence selector.",
              part(token, at, end));
    }
    return end;
  }

  private static int unicode(
      Token token, int at, int digits, StringBuilder out, Diagnostics diagnostics) {
    String text = token.text();
    int end = at + 2;
    while (end < text.length()
        && end < at + 2 + digits
        && Character.digit(text.charAt(end), 16) >= 0
        && text.charAt(end) < 0x80) {
      end++;
    }
    if (end < at + 2 + digits) {
      diagnostics.error(
          INVALID,
          "The \\%s escape sequence must be followed by %s hexadecimal digits."
              .formatted(digits == 4 ? "u" : "U", digits == 4 ? "four" : "eight"),
          part(token, at, end));
      return end;
    }
    long code = Long.parseLong(text.substring(at + 2, end), 16);
    if (code > Character.MAX_CODE_POINT || code >= 0xD800 && code <= 0xDFFF) {
      diagnostics.error(
          INVALID,
          "Cannot encode character U+%04x in UTF-8.".formatted(code),
          part(token, at, end));
    } else {
      out.appendCodePoint((int) code);
    }
    return end;
  }

  private static SourceRange part(Token token, int from, int to) {
    SourcePos start = Positions.after(token.range().start(), token.text(), 0, from);
    SourcePos end = Positions.after(start, token.text(), from, to);
    return new SourceRange(token.range().file(), start, end);
  }
}
