package dev.waypoint.hcl.syntax;

import java.util.List;

/** Walks over tokens; comments are passed over, and line ends too where they mean nothing. */
final class TokenReader {
  private final List<Token> tokens;
  private int at;
  private boolean lines;

  TokenReader(List<Token> tokens, boolean lines) {
    this.tokens = tokens;
    this.lines = lines;
  }

  /** Makes line ends significant or not; answers what was before. */
  boolean significantLines(boolean significant) {
    boolean before = lines;
    lines = significant;
    return before;
  }

  Token peek() {
    return visible(position());
  }

  /** The type of the next token. */
  TokenType peekType() {
    return peek().type();
  }

  Token next() {
    int position = position();
    Token token = visible(position);
    at = Math.min(position + 1, tokens.size() - 1);
    return token;
  }

  boolean accept(TokenType type) {
    if (!peek().is(type)) {
      return false;
    }
    next();
    return true;
  }

  /** The next token, if line ends meant nothing. */
  Token peekBeyondLines() {
    boolean before = significantLines(false);
    Token token = peek();
    lines = before;
    return token;
  }

  /** The next token of a template: nothing is passed over. */
  Token raw() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  Token peekRaw() {
    return tokens.get(at);
  }

  /** Passes over everything up to the closing token that fits; answers it, or the end. */
  Token skipTo(TokenType open, TokenType close) {
    int depth = 0;
    while (true) {
      Token token = next();
      if (token.is(open)) {
        depth++;
      } else if (token.is(TokenType.END) || token.is(close) && depth-- == 0) {
        return token;
      }
    }
  }

  /** The place of the reader, to come back to. */
  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }

  /** The token at the end of the text. */
  Token end() {
    return tokens.getLast();
  }

  private int position() {
    int position = at;
    while (isPassedOver(tokens.get(position))) {
      position++;
    }
    return position;
  }

  private boolean isPassedOver(Token token) {
    return switch (token.type()) {
      case NEWLINE -> !lines;
      case COMMENT -> !lines || !token.text().endsWith("\n");
      default -> false;
    };
  }

  private Token visible(int position) {
    Token token = tokens.get(position);
    if (!token.is(TokenType.COMMENT)) {
      return token;
    }
    return new Token(TokenType.NEWLINE, "\n", token.range());
  }
}
