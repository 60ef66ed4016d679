package dev.waypoint.hcl.json;

import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.Positions;

/** Cuts JSON text into tokens, one at a time. */
final class JsonScanner {
  enum Kind {
    OPEN_BRACE,
    CLOSE_BRACE,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    COMMA,
    COLON,
    EQUALS,
    NUMBER,
    STRING,
    WORD,
    INVALID,
    END
  }

  record Token(Kind kind, String text, SourceRange range) {}

  private final SourceFile file;
  private final String text;
  private SourcePos pos = SourcePos.START;
  private int at;
  private Token next;

  JsonScanner(SourceFile file) {
    this.file = file;
    this.text = file.text();
  }

  Token peek() {
    if (next == null) {
      next = scan();
    }
    return next;
  }

  Token next() {
    Token token = peek();
    next = null;
    return token;
  }

  private Token scan() {
    int start = at;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    pos = Positions.after(pos, text, start, at);
    if (at == text.length()) {
      return token(Kind.END, at);
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> token(Kind.OPEN_BRACE, at + 1);
      case '}' -> token(Kind.CLOSE_BRACE, at + 1);
      case '[' -> token(Kind.OPEN_BRACKET, at + 1);
      case ']' -> token(Kind.CLOSE_BRACKET, at + 1);
      case ',' -> token(Kind.COMMA, at + 1);
      case ':' -> token(Kind.COLON, at + 1);
      case '=' -> token(Kind.EQUALS, at + 1);
      case '"' -> token(Kind.STRING, stringEnd());
      default -> {
        if (isNumberPart(c) && c != 'e' && c != 'E') {
          yield token(Kind.NUMBER, numberEnd());
        }
        if (isWordPart(c)) {
          yield token(Kind.WORD, wordEnd());
        }
        yield invalid(at + Character.charCount(text.codePointAt(at)));
      }
    };
  }

  private Token token(Kind kind, int end) {
    SourcePos after = Positions.after(pos, text, at, end);
    Token token = new Token(kind, text.substring(at, end), new SourceRange(file, pos, after));
    pos = after;
    at = end;
    return token;
  }

  /** A char that JSON does not know; its first byte is pointed at, and the rest is not read. */
  private Token invalid(int end) {
    SourcePos after = new SourcePos(pos.line(), pos.column() + 1, pos.offset() + 1);
    Token token =
        new Token(Kind.INVALID, text.substring(at, end), new SourceRange(file, pos, after));
    pos = after;
    at = text.length();
    return token;
  }

  /** The end of a string: after the closing quote, or before the end of the line. */
  private int stringEnd() {
    int end = at + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '"') {
        return end + 1;
      }
      if (c == '\n' || c == '\r') {
        return end;
      }
      end += c == '\\' && end + 1 < text.length() && text.charAt(end + 1) != '\n' ? 2 : 1;
    }
    return text.length();
  }

  private int numberEnd() {
    int end = at;
    while (end < text.length() && isNumberPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int wordEnd() {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNumberPart(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
