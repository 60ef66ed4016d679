package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceFile;

/** What identifiers, numbers and symbols look like. */
final class Words {
  private Words() {}

  static boolean identifierStart(String text, int at) {
    int c = text.codePointAt(at);
    return c == '_' || Character.isUnicodeIdentifierStart(c);
  }

  static int identifierEnd(String text, int start) {
    int at = start;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      boolean part =
          c == '-' || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
      if (!part) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  static boolean isIdentifier(String text) {
    return !text.isEmpty() && identifierStart(text, 0) && identifierEnd(text, 0) == text.length();
  }

  /** The end of a number: digits, dots and exponents up to the last digit. */
  static int numberEnd(String text, int start) {
    int at = start;
    int end = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isDigit(text, at)) {
        end = at + 1;
      } else if (c == 'e' || c == 'E') {
        at += at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
        if (at + 1 >= text.length() || !isDigit(text, at + 1)) {
          return end;
        }
      } else if (c != '.') {
        return end;
      }
      at++;
    }
    return end;
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  static boolean isLong(TokenType type) {
    return switch (type) {
      case EQUAL, NOT_EQUAL, LESS_EQUAL, GREATER_EQUAL, AND, OR, ARROW -> true;
      default -> false;
    };
  }

  static TokenType symbol(String text, int at) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
    return switch (text.charAt(at)) {
      case '[' -> TokenType.OPEN_BRACKET;
      case ']' -> TokenType.CLOSE_BRACKET;
      case '(' -> TokenType.OPEN_PAREN;
      case ')' -> TokenType.CLOSE_PAREN;
      case '+' -> TokenType.PLUS;
      case '-' -> TokenType.MINUS;
      case '*' -> TokenType.STAR;
      case '/' -> TokenType.SLASH;
      case '%' -> TokenType.PERCENT;
      case '?' -> TokenType.QUESTION;
      case ':' -> TokenType.COLON;
      case ',' -> TokenType.COMMA;
      case '.' -> text.startsWith("...", at) ? TokenType.ELLIPSIS : TokenType.DOT;
      case '=' -> next == '=' ? TokenType.EQUAL : next == '>' ? TokenType.ARROW : TokenType.ASSIGN;
      case '!' -> next == '=' ? TokenType.NOT_EQUAL : TokenType.BANG;
      case '<' -> next == '=' ? TokenType.LESS_EQUAL : TokenType.LESS;
      case '>' -> next == '=' ? TokenType.GREATER_EQUAL : TokenType.GREATER;
      case '&' -> next == '&' ? TokenType.AND : TokenType.BITWISE;
      case '|' -> next == '|' ? TokenType.OR : TokenType.BITWISE;
      case '^', '~' -> TokenType.BITWISE;
      case '\'' -> TokenType.APOSTROPHE;
      case '`' -> TokenType.BACKTICK;
      case ';' -> TokenType.SEMICOLON;
      default ->
          Character.isSurrogate(text.charAt(at)) && !pairStarts(text, at)
              ? TokenType.STRAY_BYTE
              : TokenType.INVALID;
    };
  }

  private static boolean pairStarts(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1))
        && !SourceFile.isStrayByte(text.charAt(at));
  }
}
