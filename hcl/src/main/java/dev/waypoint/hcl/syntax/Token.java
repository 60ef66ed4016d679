package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;

/** A piece of source text. */
record Token(TokenType type, String text, SourceRange range) {
  boolean is(TokenType other) {
    return type == other;
  }

  /** Whether this is the identifier with a text. */
  boolean isWord(String word) {
    return type == TokenType.IDENTIFIER && text.equals(word);
  }
}
