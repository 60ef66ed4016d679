package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.DeepStack;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the native syntax. What the parts of the parser share is here. */
public final class Parser {
  /** How deep expressions, templates and blocks may be nested. */
  public static final int MAX_DEPTH = 500;

  /** After this many problems a file is not read any further. */
  static final int MAX_PROBLEMS = 100;

  final TokenReader reader;
  final Diagnostics diagnostics;
  final ExpressionParser expressions = new ExpressionParser(this);
  final PostfixParser postfix = new PostfixParser(this);
  final CollectionParser collections = new CollectionParser(this);
  final TemplateParser templates = new TemplateParser(this);
  private int depth;

  private Parser(List<Token> tokens, boolean lines, Diagnostics diagnostics) {
    this.reader = new TokenReader(tokens, lines);
    this.diagnostics = diagnostics;
    TokenChecks.check(tokens, diagnostics);
  }

  /** Reads a file. What could be read is in the body even if there are errors. */
  public static NativeBody parseBody(SourceFile file, Diagnostics diagnostics) {
    return retrying(diagnostics, own -> readBody(file, own));
  }

  private static NativeBody readBody(SourceFile file, Diagnostics diagnostics) {
    List<Token> tokens = Lexer.scan(file, file.text(), SourcePos.START);
    Parser parser = new Parser(tokens, true, diagnostics);
    return new BodyParser(parser).file(tokens);
  }

  /** Reads a text that is one expression; empty if there are errors. */
  public static Optional<Expression> parseExpression(SourceFile file, Diagnostics diagnostics) {
    return retrying(diagnostics, own -> readExpression(file, own));
  }

  private static Optional<Expression> readExpression(SourceFile file, Diagnostics diagnostics) {
    List<Token> tokens = Lexer.scan(file, file.text(), SourcePos.START);
    Parser parser = new Parser(tokens, false, diagnostics);
    return parser.whole(
        () -> {
          Expression expression = parser.expressions.expression();
          Token next = parser.reader.peek();
          if (!next.is(TokenType.END)) {
            throw parser.error(
                "Extra characters after expression",
                "An expression was successfully parsed, but extra characters were found after it.",
                next.range());
          }
          return expression;
        });
  }

  /** Reads a text that is one template, without quotes; empty if there are errors. */
  public static Optional<Expression> parseTemplate(SourceFile file, Diagnostics diagnostics) {
    return parseTemplate(file, file.text(), SourcePos.START, diagnostics);
  }

  static Optional<Expression> parseTemplate(
      SourceFile file, String text, SourcePos start, Diagnostics diagnostics) {
    return retrying(
        diagnostics,
        own -> {
          Parser parser = new Parser(Lexer.scanTemplate(file, text, start), false, own);
          return parser.whole(
              () -> parser.templates.bare(new SourceRange(file, start, parser.lastEnd())));
        });
  }

  /** Reads with problems of its own, so that it can be done again when the stack is too small. */
  private static <T> T retrying(Diagnostics diagnostics, Function<Diagnostics, T> work) {
    AtomicReference<Diagnostics> last = new AtomicReference<>();
    T result =
        DeepStack.call(
            () -> {
              last.set(new Diagnostics());
              return work.apply(last.get());
            });
    diagnostics.addAll(last.get());
    return result;
  }

  private SourcePos lastEnd() {
    return reader.end().range().start();
  }

  private Optional<Expression> whole(Supplier<Expression> work) {
    try {
      Expression expression = work.get();
      return diagnostics.hasErrors() ? Optional.empty() : Optional.of(expression);
    } catch (SyntaxException _) {
      return Optional.empty();
    }
  }

  SyntaxException error(String summary, String detail, SourceRange subject) {
    diagnostics.error(summary, detail, subject);
    return new SyntaxException();
  }

  SyntaxException error(String summary, String detail, SourceRange subject, SourceRange context) {
    diagnostics.add(Diagnostic.error(summary, detail, subject).within(context));
    return new SyntaxException();
  }

  /** Goes one level deeper; every call is paired with {@link #leave}. */
  void enter(SourceRange where) {
    if (++depth > MAX_DEPTH) {
      throw error(
          "Configuration nested too deeply",
          "Expressions, templates and blocks may be nested up to "
              + MAX_DEPTH
              + " levels. Split this one into smaller parts.",
          where);
    }
  }

  void leave() {
    depth--;
  }

  int depth() {
    return depth;
  }

  void depth(int restored) {
    depth = restored;
  }

  boolean tooManyProblems() {
    return diagnostics.count() >= MAX_PROBLEMS;
  }
}
