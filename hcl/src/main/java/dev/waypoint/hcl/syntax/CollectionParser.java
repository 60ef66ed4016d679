package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tuples, objects and the loops that make them. */
final class CollectionParser {
  private static final String INVALID_FOR = "Invalid 'for' expression";
  private static final String BEGINNING =
      "Expected an equals sign (\"=\") to mark the beginning of the attribute value.";

  private final Parser parser;

  CollectionParser(Parser parser) {
    this.parser = parser;
  }

  private TokenReader reader() {
    return parser.reader;
  }

  Expression tuple(Token open) {
    boolean lines = reader().significantLines(false);
    if (reader().peek().isWord("for")) {
      Expression loop = loop(open, TokenType.CLOSE_BRACKET);
      reader().significantLines(lines);
      return loop;
    }
    List<Expression> items = new ArrayList<>();
    while (!reader().peek().is(TokenType.CLOSE_BRACKET)) {
      items.add(parser.expressions.expression());
      Token next = reader().peek();
      if (next.is(TokenType.CLOSE_BRACKET)) {
        break;
      }
      if (!next.is(TokenType.COMMA)) {
        throw parser.error(
            "Missing item separator",
            "Expected a comma to mark the beginning of the next item.",
            next.range(),
            SourceRange.between(open.range(), next.range()));
      }
      reader().next();
    }
    Token close = reader().next();
    reader().significantLines(lines);
    SourceRange range = SourceRange.between(open.range(), close.range());
    return new Expression.Tuple(items, range, open.range());
  }

  Expression object(Token open) {
    if (reader().peekBeyondLines().isWord("for")) {
      boolean lines = reader().significantLines(false);
      Expression loop = loop(open, TokenType.CLOSE_BRACE);
      reader().significantLines(lines);
      return loop;
    }
    boolean lines = reader().significantLines(true);
    List<Expression.ObjectLiteral.Item> items = new ArrayList<>();
    Token next = skipLines();
    while (!next.is(TokenType.CLOSE_BRACE)) {
      items.add(item(open));
      next = reader().peek();
      if (next.is(TokenType.COMMA) || next.is(TokenType.NEWLINE)) {
        reader().next();
        next = skipLines();
      } else if (!next.is(TokenType.CLOSE_BRACE)) {
        throw parser.error(
            "Missing attribute separator",
            "Expected a newline or comma to mark the beginning of the next attribute.",
            next.range(),
            SourceRange.between(open.range(), next.range()));
      }
    }
    reader().next();
    reader().significantLines(lines);
    SourceRange range = SourceRange.between(open.range(), next.range());
    return new Expression.ObjectLiteral(items, range, open.range());
  }

  private Token skipLines() {
    while (reader().accept(TokenType.NEWLINE)) {
      // Line ends between items mean nothing.
    }
    return reader().peek();
  }

  private Expression.ObjectLiteral.Item item(Token open) {
    Expression key = parser.expressions.expression();
    Token separator = reader().peek();
    if (!separator.is(TokenType.ASSIGN) && !separator.is(TokenType.COLON)) {
      SourceRange range = SourceRange.between(open.range(), separator.range());
      throw switch (separator.type()) {
        case NEWLINE, COMMA ->
            parser.error(
                "Missing attribute value",
                "Expected an attribute value, introduced by an equals sign (\"=\").",
                separator.range(),
                range);
        case IDENTIFIER ->
            parser.error(
                "Missing key/value separator",
                BEGINNING
                    + " If you intended to given an attribute name containing periods or spaces,"
                    + " write the name in quotes to create a string literal.",
                separator.range(),
                range);
        default -> parser.error("Missing key/value separator", BEGINNING, separator.range(), range);
      };
    }
    reader().next();
    Expression value = parser.expressions.expression();
    return new Expression.ObjectLiteral.Item(new Expression.ObjectKey(key, key.range()), value);
  }

  private Expression loop(Token open, TokenType closeType) {
    reader().next();
    String first = name(open, "For expression requires variable name after 'for'.");
    Optional<String> second = Optional.empty();
    if (reader().accept(TokenType.COMMA)) {
      second = Optional.of(name(open, "For expression requires value variable name after comma."));
    }
    if (!reader().peek().isWord("in")) {
      throw invalid(open, "For expression requires the 'in' keyword after its name declarations.");
    }
    reader().next();
    Expression collection = parser.expressions.expression();
    if (!reader().accept(TokenType.COLON)) {
      throw invalid(open, "For expression requires a colon after the collection expression.");
    }
    Expression value = parser.expressions.expression();
    Optional<Expression> key = Optional.empty();
    if (reader().accept(TokenType.ARROW)) {
      key = Optional.of(value);
      value = parser.expressions.expression();
    }
    Token ellipsis = reader().peek();
    boolean grouping = reader().accept(TokenType.ELLIPSIS);
    Optional<Expression> condition = Optional.empty();
    if (reader().peek().isWord("if")) {
      reader().next();
      condition = Optional.of(parser.expressions.expression());
    }
    if (!reader().peek().is(closeType)) {
      throw invalid(open, "Extra characters after the end of the 'for' expression.");
    }
    SourceRange range = SourceRange.between(open.range(), reader().next().range());
    if (closeType == TokenType.CLOSE_BRACKET) {
      requireTuple(key, grouping, ellipsis, range);
    } else if (key.isEmpty()) {
      throw parser.error(
          INVALID_FOR, "Key expression is required when building an object.", value.range(), range);
    }
    String valueVariable = second.orElse(first);
    Optional<String> keyVariable = second.map(_ -> first);
    return new Expression.For(
        keyVariable,
        valueVariable,
        collection,
        key,
        value,
        condition,
        grouping,
        range,
        open.range());
  }

  private void requireTuple(
      Optional<Expression> key, boolean grouping, Token ellipsis, SourceRange range) {
    if (grouping) {
      throw parser.error(
          INVALID_FOR,
          "Grouping ellipsis (...) cannot be used when building a tuple.",
          ellipsis.range(),
          range);
    }
    if (key.isPresent()) {
      throw parser.error(
          INVALID_FOR,
          "Key expression is not valid when building a tuple.",
          key.get().range(),
          range);
    }
  }

  private String name(Token open, String otherwise) {
    if (!reader().peek().is(TokenType.IDENTIFIER)) {
      throw invalid(open, otherwise);
    }
    return reader().next().text();
  }

  private SyntaxException invalid(Token open, String detail) {
    SourceRange at = reader().peek().range();
    return parser.error(INVALID_FOR, detail, at, SourceRange.between(open.range(), at));
  }
}
