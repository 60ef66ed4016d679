package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what follows a term: attributes, indices and splats. */
final class PostfixParser {
  private final Parser parser;

  PostfixParser(Parser parser) {
    this.parser = parser;
  }

  private TokenReader reader() {
    return parser.reader;
  }

  /** Reads all steps after a term. */
  Expression steps(Expression term) {
    Chain chain = new Chain(term);
    int depth = parser.depth();
    while (true) {
      Token next = reader().peek();
      if (next.is(TokenType.DOT)) {
        reader().next();
        dotted(chain, next);
      } else if (next.is(TokenType.OPEN_BRACKET)) {
        reader().next();
        bracketed(chain, next);
      } else {
        parser.depth(depth);
        return chain.build();
      }
    }
  }

  private void dotted(Chain chain, Token dot) {
    if (reader().peek().is(TokenType.STAR)) {
      attributeSplat(chain, dot, reader().next());
    } else {
      chain.add(dottedStep(dot));
    }
  }

  private TraversalStep dottedStep(Token dot) {
    Token name = reader().peek();
    SourceRange range = SourceRange.between(dot.range(), name.range());
    if (name.is(TokenType.IDENTIFIER)) {
      reader().next();
      return new TraversalStep.Attribute(name.text(), range);
    }
    if (!name.is(TokenType.NUMBER)) {
      throw parser.error(
          "Invalid attribute name", "An attribute name is required after a dot.", name.range());
    }
    reader().next();
    if (name.text().contains(".")) {
      String[] parts = name.text().split("\\.", 2);
      throw parser.error(
          "Invalid legacy index syntax",
          "When using the legacy index syntax, chaining two indexes together is not permitted."
              + " Use the proper index syntax instead, like ["
              + String.join("][", parts)
              + "].",
          name.range());
    }
    Value key = ((Expression.Literal) parser.expressions.number(name)).value();
    return new TraversalStep.Index(key, range);
  }

  private void attributeSplat(Chain chain, Token dot, Token star) {
    Expression.SplatItem item =
        new Expression.SplatItem(SourceRange.between(dot.range(), star.range()));
    List<TraversalStep> steps = new ArrayList<>();
    SourceRange last = star.range();
    while (reader().peek().is(TokenType.DOT)) {
      Token next = reader().next();
      Token name = reader().peek();
      if (name.is(TokenType.STAR)) {
        throw parser.error(
            "Nested splat expression not allowed",
            "A splat expression (*) cannot be used inside another attribute-only splat"
                + " expression.",
            name.range());
      }
      steps.add(dottedStep(next));
      last = steps.getLast().range();
    }
    Expression each = item;
    if (!steps.isEmpty()) {
      SourceRange range = SourceRange.between(steps.getFirst().range(), last);
      each = new Expression.Relative(item, steps, range);
    }
    Expression source = chain.build();
    SourceRange range = SourceRange.between(source.range(), last);
    parser.enter(range);
    chain.restart(new Expression.Splat(source, each, item, range));
  }

  private void bracketed(Chain chain, Token open) {
    boolean lines = reader().significantLines(false);
    if (reader().peek().is(TokenType.STAR)) {
      fullSplat(chain, open, reader().next(), lines);
      return;
    }
    Expression key = parser.expressions.expression();
    Token close = reader().peek();
    if (!close.is(TokenType.CLOSE_BRACKET)) {
      throw parser.error(
          "Missing close bracket on index",
          "The index operator must end with a closing bracket (\"]\").",
          reader().skipTo(TokenType.OPEN_BRACKET, TokenType.CLOSE_BRACKET).range());
    }
    reader().next();
    reader().significantLines(lines);
    SourceRange brackets = SourceRange.between(open.range(), close.range());
    Optional<Value> constant = constant(key);
    if (constant.isPresent()) {
      chain.add(new TraversalStep.Index(constant.get(), brackets));
      return;
    }
    Expression collection = chain.build();
    SourceRange range = SourceRange.between(collection.range(), close.range());
    parser.enter(range);
    chain.restart(new Expression.Index(collection, key, range, open.range(), brackets));
  }

  private void fullSplat(Chain chain, Token open, Token star, boolean lines) {
    Token close = reader().peek();
    if (!close.is(TokenType.CLOSE_BRACKET)) {
      throw parser.error(
          "Missing close bracket on splat index",
          "The star for a full splat operator must be immediately followed by a closing bracket"
              + " (\"]\").",
          close.range());
    }
    reader().next();
    reader().significantLines(lines);
    SourceRange marker = SourceRange.between(open.range(), close.range());
    Expression.SplatItem item = new Expression.SplatItem(marker);
    parser.enter(star.range());
    Expression each = steps(item);
    Expression source = chain.build();
    SourceRange range = SourceRange.between(source.range(), each.range());
    chain.restart(new Expression.Splat(source, each, item, range));
  }

  private static Optional<Value> constant(Expression key) {
    if (key instanceof Expression.Literal literal) {
      return Optional.of(literal.value());
    }
    if (key instanceof Expression.Template template && template.isConstant()) {
      return Optional.of(TemplateParser.constant(template));
    }
    return Optional.empty();
  }

  /** A term and the steps that have been read after it. */
  private static final class Chain {
    private Expression source;
    private List<TraversalStep> steps = new ArrayList<>();

    Chain(Expression source) {
      this.source = source;
    }

    void add(TraversalStep step) {
      steps.add(step);
    }

    void restart(Expression expression) {
      source = expression;
      steps = new ArrayList<>();
    }

    Expression build() {
      if (steps.isEmpty()) {
        return source;
      }
      SourceRange range = SourceRange.between(source.range(), steps.getLast().range());
      if (source instanceof Expression.Reference reference
          && reference.traversal().steps().isEmpty()) {
        Traversal root = reference.traversal();
        Traversal whole = new Traversal(root.root(), root.rootRange(), steps);
        return new Expression.Reference(whole, range);
      }
      return new Expression.Relative(source, steps, range);
    }
  }
}
