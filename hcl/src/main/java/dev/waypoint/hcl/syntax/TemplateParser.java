package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads templates: quoted, heredoc and bare. */
final class TemplateParser {
  private static final String EXTRA = "Extra characters after interpolation expression";
  private static final String INVALID_FOR = "Invalid 'for' directive";
  private static final List<String> KEYWORDS = List.of("if", "for", "else", "endif", "endfor");

  private final Parser parser;

  TemplateParser(Parser parser) {
    this.parser = parser;
  }

  private TokenReader reader() {
    return parser.reader;
  }

  Expression quoted(Token open) {
    List<TemplatePart> parts = parts(TokenType.CLOSE_QUOTE);
    return build(parts, SourceRange.between(open.range(), parts.getLast().range()), true);
  }

  Expression heredoc(Token open) {
    List<TemplatePart> parts = parts(TokenType.CLOSE_HEREDOC);
    if (open.text().startsWith("<<-")) {
      Indentation.remove(parts);
    }
    return build(parts, SourceRange.between(open.range(), parts.getLast().range()), false);
  }

  Expression bare(SourceRange range) {
    return build(parts(TokenType.END), range, true);
  }

  private Expression build(List<TemplatePart> parts, SourceRange range, boolean wrap) {
    if (wrap
        && parts.size() == 2
        && parts.getFirst() instanceof TemplatePart.Interpolation interpolation) {
      return new Expression.TemplateWrap(interpolation.expression(), range);
    }
    return new Expression.Template(new TemplateAssembler(parser, parts).all(), range);
  }

  /** The text of a quoted string in which there may be no sequences, such as a label. */
  String plainString(Token open, List<SourceRange> ranges) {
    StringBuilder text = new StringBuilder();
    while (true) {
      Token token = reader().raw();
      switch (token.type()) {
        case CLOSE_QUOTE -> {
          ranges.add(SourceRange.between(open.range(), token.range()));
          return text.toString();
        }
        case QUOTED_TEXT -> text.append(Escapes.decode(token, parser.diagnostics));
        case OPEN_INTERPOLATION, OPEN_DIRECTIVE ->
            throw parser.error(
                "Invalid string literal",
                ("Template sequences are not allowed in this string. To include a "
                        + "literal \"%s\", double it (as \"%s\") to escape it.")
                    .formatted(
                        token.text().substring(0, 1), token.text().substring(0, 1).repeat(2)),
                token.range(),
                SourceRange.between(open.range(), token.range()));
        case END ->
            throw parser.error(
                "Unterminated string literal",
                "Unable to find the closing quote mark before the end of the file.",
                token.range(),
                SourceRange.between(open.range(), token.range()));
        default -> throw new SyntaxException();
      }
    }
  }

  static Value constant(Expression.Template template) {
    StringBuilder text = new StringBuilder();
    for (Expression part : template.parts()) {
      text.append(((Expression.Literal) part).value().asString());
    }
    return Value.string(text.toString());
  }

  private List<TemplatePart> parts(TokenType end) {
    boolean lines = reader().significantLines(false);
    List<TemplatePart> parts = new ArrayList<>();
    SourceRange first = reader().peekRaw().range();
    boolean trimNext = false;
    while (true) {
      Token token = reader().raw();
      if (token.is(end)) {
        parts.add(new TemplatePart.End(token.range()));
        reader().significantLines(lines);
        return parts;
      }
      switch (token.type()) {
        case QUOTED_TEXT, PLAIN_TEXT -> {
          String text = Escapes.decode(token, parser.diagnostics);
          parts.add(
              new TemplatePart.Text(trimNext ? Spaces.stripLeading(text) : text, token.range()));
          trimNext = false;
        }
        case OPEN_INTERPOLATION, OPEN_DIRECTIVE -> {
          if (token.text().endsWith("~") && !parts.isEmpty()) {
            trimEnd(parts.getLast());
          }
          parts.add(
              token.is(TokenType.OPEN_DIRECTIVE)
                  ? directive(token, first)
                  : interpolation(token, first));
          trimNext = closedWithMarker;
        }
        default ->
            throw parser.error(
                "Unterminated template string",
                "No closing marker was found for the string.",
                token.range(),
                SourceRange.between(first, token.range()));
      }
    }
  }

  /** Whether the sequence that was read last ended with a strip marker. */
  private boolean closedWithMarker;

  private static void trimEnd(TemplatePart part) {
    if (part instanceof TemplatePart.Text text) {
      text.replace(Spaces.stripTrailing(text.value()));
    }
  }

  private TemplatePart interpolation(Token open, SourceRange first) {
    Expression expression = parser.expressions.expression();
    Token close = reader().peek();
    if (close.is(TokenType.COLON)) {
      throw parser.error(
          EXTRA,
          "Template interpolation doesn't expect a colon at this location. Did you intend this to"
              + " be a literal sequence to be processed as part of another language? If so, you can"
              + " escape it by starting with \"$${\" instead of just \"${\".",
          close.range(),
          SourceRange.between(first, close.range()));
    }
    if (!close.is(TokenType.CLOSE_SEQUENCE)) {
      throw parser.error(
          EXTRA,
          """
          Expected a closing brace to end the interpolation expression, but found extra \
          characters.

          This can happen when you include interpolation syntax for another language, such as \
          shell scripting, but forget to escape the interpolation start token. If this is an \
          embedded sequence for another language, escape it by starting with "$${" instead of \
          just "${".""",
          close.range(),
          SourceRange.between(first, close.range()));
    }
    return new TemplatePart.Interpolation(expression, close(open));
  }

  private SourceRange close(Token open) {
    Token close = reader().next();
    closedWithMarker = close.text().startsWith("~");
    return SourceRange.between(open.range(), close.range());
  }

  private TemplatePart directive(Token open, SourceRange first) {
    Token keyword = reader().peek();
    if (!keyword.is(TokenType.IDENTIFIER)) {
      throw parser.error(
          "Invalid template directive",
          "A template directive keyword (\"if\", \"for\", etc) is expected at the beginning of a"
              + " %{ sequence.",
          keyword.range(),
          SourceRange.between(open.range(), keyword.range()));
    }
    reader().next();
    return switch (keyword.text()) {
      case "if" -> {
        Expression condition = parser.expressions.expression();
        yield new TemplatePart.If(condition, closeDirective(open, keyword, first));
      }
      case "else" -> new TemplatePart.Else(closeDirective(open, keyword, first));
      case "endif" -> new TemplatePart.EndIf(closeDirective(open, keyword, first));
      case "for" -> loop(open, keyword, first);
      case "endfor" -> new TemplatePart.EndFor(closeDirective(open, keyword, first));
      default ->
          throw parser.error(
              "Invalid template control keyword",
              "\""
                  + keyword.text()
                  + "\" is not a valid template control keyword."
                  + Names.didYouMean(keyword.text(), KEYWORDS),
              keyword.range(),
              SourceRange.between(open.range(), keyword.range()));
    };
  }

  private TemplatePart loop(Token open, Token keyword, SourceRange start) {
    String first = name("For directive requires variable name after 'for'.");
    Optional<String> second = Optional.empty();
    if (reader().accept(TokenType.COMMA)) {
      second = Optional.of(name("For directive requires value variable name after comma."));
    }
    Token in = reader().peek();
    if (!in.isWord("in")) {
      throw parser.error(
          INVALID_FOR, "For directive requires 'in' keyword after names.", in.range());
    }
    reader().next();
    Expression collection = parser.expressions.expression();
    SourceRange range = closeDirective(open, keyword, start);
    return new TemplatePart.For(second.map(_ -> first), second.orElse(first), collection, range);
  }

  private String name(String otherwise) {
    Token name = reader().peek();
    if (!name.is(TokenType.IDENTIFIER)) {
      throw parser.error(INVALID_FOR, otherwise, name.range());
    }
    return reader().next().text();
  }

  private SourceRange closeDirective(Token open, Token keyword, SourceRange first) {
    Token close = reader().peek();
    if (!close.is(TokenType.CLOSE_SEQUENCE)) {
      parser.diagnostics.add(
          Diagnostic.error(
                  "Extra characters in " + keyword.text() + " marker",
                  "Expected a closing brace to end the sequence, but found extra characters.",
                  close.range())
              .within(SourceRange.between(first, close.range())));
      throw new SyntaxException();
    }
    return close(open);
  }
}
