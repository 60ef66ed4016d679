package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads operators and the terms between them. */
final class ExpressionParser {
  private final Parser parser;

  ExpressionParser(Parser parser) {
    this.parser = parser;
  }

  private TokenReader reader() {
    return parser.reader;
  }

  /** Reads an expression, with its conditional operator. */
  Expression expression() {
    parser.enter(reader().peek().range());
    Expression condition = binary(1);
    if (!reader().accept(TokenType.QUESTION)) {
      parser.leave();
      return condition;
    }
    Expression whenTrue = expression();
    Token colon = reader().peek();
    if (!colon.is(TokenType.COLON)) {
      throw parser.error(
          "Missing false expression in conditional",
          "The conditional operator (...?...:...) requires a false expression, delimited by a"
              + " colon.",
          colon.range(),
          SourceRange.between(condition.range(), colon.range()));
    }
    reader().next();
    Expression whenFalse = expression();
    parser.leave();
    SourceRange range = SourceRange.between(condition.range(), whenFalse.range());
    return new Expression.Conditional(condition, whenTrue, whenFalse, range);
  }

  private Expression binary(int level) {
    Expression left = operand();
    while (true) {
      Optional<BinaryOperator> operator = BinaryOperator.of(reader().peekType());
      if (operator.isEmpty() || operator.get().level() < level) {
        return left;
      }
      reader().next();
      Expression right = binary(operator.get().level() + 1);
      SourceRange range = SourceRange.between(left.range(), right.range());
      left = new Expression.Binary(operator.get(), left, right, range);
    }
  }

  private Expression operand() {
    Token first = reader().peek();
    if (!first.is(TokenType.BANG) && !first.is(TokenType.MINUS)) {
      return parser.postfix.steps(term());
    }
    reader().next();
    parser.enter(first.range());
    Expression operand = operand();
    parser.leave();
    UnaryOperator operator = first.is(TokenType.BANG) ? UnaryOperator.NOT : UnaryOperator.NEGATE;
    SourceRange range = SourceRange.between(first.range(), operand.range());
    return new Expression.Unary(operator, operand, range);
  }

  private Expression term() {
    Token first = reader().peek();
    return switch (first.type()) {
      case NUMBER -> number(reader().next());
      case IDENTIFIER -> name(reader().next());
      case OPEN_QUOTE -> parser.templates.quoted(reader().next());
      case OPEN_HEREDOC -> parser.templates.heredoc(reader().next());
      case OPEN_PAREN -> parentheses(reader().next());
      case OPEN_BRACKET -> parser.collections.tuple(reader().next());
      case OPEN_BRACE -> parser.collections.object(reader().next());
      default ->
          throw parser.error(
              "Invalid expression",
              "Expected the start of an expression, but found an invalid expression token.",
              first.range());
    };
  }

  Expression number(Token token) {
    try {
      Value value = Value.number(HclNumber.parse(token.text()));
      return new Expression.Literal(value, token.range());
    } catch (NumberFormatException _) {
      throw parser.error(
          "Invalid number literal",
          "Failed to recognize the value of this number literal.",
          token.range());
    }
  }

  private Expression name(Token name) {
    if (reader().peek().is(TokenType.OPEN_PAREN)) {
      return call(name, reader().next());
    }
    return switch (name.text()) {
      case "true" -> new Expression.Literal(Value.TRUE, name.range());
      case "false" -> new Expression.Literal(Value.FALSE, name.range());
      case "null" -> new Expression.Literal(Value.NULL, name.range());
      default ->
          new Expression.Reference(
              new Traversal(name.text(), name.range(), List.of()), name.range());
    };
  }

  private Expression parentheses(Token open) {
    boolean lines = reader().significantLines(false);
    Expression inner = expression();
    Token close = reader().peek();
    if (!close.is(TokenType.CLOSE_PAREN)) {
      throw parser.error(
          "Unbalanced parentheses",
          "Expected a closing parenthesis to terminate the expression.",
          close.range(),
          SourceRange.between(open.range(), close.range()));
    }
    reader().next();
    reader().significantLines(lines);
    return new Expression.Parentheses(inner, SourceRange.between(open.range(), close.range()));
  }

  private Expression call(Token name, Token open) {
    boolean lines = reader().significantLines(false);
    List<Expression> arguments = new ArrayList<>();
    boolean spread = false;
    while (!reader().peek().is(TokenType.CLOSE_PAREN)) {
      arguments.add(expression());
      Token next = reader().peek();
      if (next.is(TokenType.ELLIPSIS)) {
        reader().next();
        spread = true;
        requireCloseAfterSpread(name, next);
      } else if (!next.is(TokenType.CLOSE_PAREN)) {
        requireComma(name, next);
      }
    }
    Token close = reader().next();
    reader().significantLines(lines);
    return new Expression.Call(
        name.text(),
        name.range(),
        arguments,
        spread,
        SourceRange.between(name.range(), close.range()),
        open.range(),
        close.range());
  }

  private void requireCloseAfterSpread(Token name, Token ellipsis) {
    if (!reader().peek().is(TokenType.CLOSE_PAREN)) {
      throw parser.error(
          "Missing closing parenthesis",
          "An expanded function argument (with ...) must be immediately followed by closing"
              + " parentheses.",
          ellipsis.range(),
          SourceRange.between(name.range(), ellipsis.range()));
    }
  }

  private void requireComma(Token name, Token next) {
    if (!next.is(TokenType.COMMA)) {
      throw parser.error(
          "Missing argument separator",
          "A comma is required to separate each function argument from the next.",
          next.range(),
          SourceRange.between(name.range(), next.range()));
    }
    reader().next();
  }
}
