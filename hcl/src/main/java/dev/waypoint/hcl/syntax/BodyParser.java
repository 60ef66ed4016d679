package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads attributes and blocks; after a problem it goes on with the next line. */
final class BodyParser {
  private static final String REQUIRED = "Argument or block definition required";
  private static final String DEFINITION = "An argument or block definition is required here.";
  private static final String TO_SET =
      " To set an argument, use the equals sign \"=\" to introduce the argument value.";
  private static final String SINGLE_LINE = "Invalid single-argument block definition";

  private final Parser parser;

  BodyParser(Parser parser) {
    this.parser = parser;
  }

  private TokenReader reader() {
    return parser.reader;
  }

  private static final class Items {
    final Map<String, Attribute> attributes = new LinkedHashMap<>();
    final List<NativeBlock> blocks = new ArrayList<>();
  }

  NativeBody file(List<Token> tokens) {
    Items items = new Items();
    SourcePos start = reader().peek().range().start();
    try {
      items(items, TokenType.END);
    } catch (SyntaxException _) {
      // What is wrong has been reported; the body holds what came before.
    }
    SourceRange end = tokens.getLast().range();
    SourceRange range = new SourceRange(end.file(), start, end.end());
    return new NativeBody(items.attributes, items.blocks, range);
  }

  private void items(Items items, TokenType end) {
    while (!reader().peek().is(end)) {
      if (reader().accept(TokenType.NEWLINE)) {
        continue;
      }
      if (parser.tooManyProblems()) {
        throw new SyntaxException();
      }
      int depth = parser.depth();
      try {
        item(items);
      } catch (SyntaxException e) {
        if (parser.tooManyProblems() || depth >= Parser.MAX_DEPTH) {
          throw e;
        }
        parser.depth(depth);
        recover();
        if (end != TokenType.END && reader().peek().is(TokenType.END)) {
          throw e;
        }
      }
    }
  }

  /** Goes to the end of the line, past everything in brackets. */
  private void recover() {
    reader().significantLines(true);
    int open = 0;
    while (true) {
      Token token = reader().peek();
      switch (token.type()) {
        case END -> {
          return;
        }
        case NEWLINE -> {
          reader().next();
          if (open <= 0) {
            return;
          }
          continue;
        }
        case OPEN_BRACE,
            OPEN_BRACKET,
            OPEN_PAREN,
            OPEN_QUOTE,
            OPEN_HEREDOC,
            OPEN_INTERPOLATION,
            OPEN_DIRECTIVE ->
            open++;
        case CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, CLOSE_QUOTE, CLOSE_HEREDOC, CLOSE_SEQUENCE ->
            open--;
        default -> {}
      }
      reader().next();
    }
  }

  private void item(Items items) {
    Token first = reader().peek();
    if (first.is(TokenType.OPEN_QUOTE)) {
      throw parser.error(
          "Invalid argument name", "Argument names must not be quoted.", first.range());
    }
    if (!first.is(TokenType.IDENTIFIER)) {
      throw parser.error(REQUIRED, DEFINITION, first.range());
    }
    reader().next();
    Token second = reader().peek();
    switch (second.type()) {
      case ASSIGN -> {
        Attribute attribute = attribute(first);
        Token end = reader().peek();
        if (end.is(TokenType.COMMA)) {
          throw parser.error(
              "Unexpected comma after argument",
              "Argument definitions must be separated by newlines, not commas. An argument"
                  + " definition must end with a newline.",
              end.range(),
              SourceRange.between(first.range(), end.range()));
        }
        requireLineEnd(
            first,
            "Missing newline after argument",
            "An argument definition must end with a newline.");
        add(items, attribute);
      }
      case OPEN_BRACE, OPEN_QUOTE, IDENTIFIER -> {
        block(items, first);
        requireLineEnd(
            first,
            "Missing newline after block definition",
            "A block definition must end with a newline.");
      }
      default -> throw parser.error(REQUIRED, DEFINITION + TO_SET, first.range());
    }
  }

  private void requireLineEnd(Token first, String summary, String detail) {
    Token end = reader().peek();
    if (!end.is(TokenType.NEWLINE) && !end.is(TokenType.END)) {
      throw parser.error(
          summary, detail, end.range(), SourceRange.between(first.range(), end.range()));
    }
  }

  private Attribute attribute(Token name) {
    reader().next();
    Expression expression = parser.expressions.expression();
    SourceRange range = SourceRange.between(name.range(), expression.range());
    return new Attribute(name.text(), name.range(), expression, range);
  }

  private void add(Items items, Attribute attribute) {
    Attribute earlier = items.attributes.putIfAbsent(attribute.name(), attribute);
    if (earlier != null) {
      parser.diagnostics.error(
          "Attribute redefined",
          "The argument \"%s\" was already set at %s. Each argument may be set only once."
              .formatted(attribute.name(), earlier.nameRange()),
          attribute.nameRange());
    }
  }

  private void block(Items items, Token type) {
    parser.enter(type.range());
    List<String> labels = new ArrayList<>();
    List<SourceRange> labelRanges = new ArrayList<>();
    Token next = reader().peek();
    while (!next.is(TokenType.OPEN_BRACE)) {
      if (next.is(TokenType.OPEN_QUOTE)) {
        labels.add(parser.templates.plainString(reader().next(), labelRanges));
      } else if (next.is(TokenType.IDENTIFIER)) {
        labels.add(next.text());
        labelRanges.add(reader().next().range());
      } else {
        throw invalidHeader(type, next);
      }
      next = reader().peek();
    }
    Token open = reader().next();
    Items inner = new Items();
    if (reader().peek().is(TokenType.NEWLINE)) {
      items(inner, TokenType.CLOSE_BRACE);
    } else if (!reader().peek().is(TokenType.CLOSE_BRACE)) {
      singleLine(inner);
    }
    Token close = reader().next();
    parser.leave();
    NativeBody body =
        new NativeBody(
            inner.attributes, inner.blocks, SourceRange.between(open.range(), close.range()));
    items.blocks.add(
        new NativeBlock(
            type.text(), type.range(), labels, labelRanges, body, open.range(), close.range()));
  }

  private SyntaxException invalidHeader(Token type, Token found) {
    String detail =
        switch (found.type()) {
          case ASSIGN ->
              "The equals sign \"=\" indicates an argument definition, and must not be used when"
                  + " defining a block.";
          case NEWLINE ->
              "A block definition must have block content delimited by \"{\" and \"}\", starting"
                  + " on the same line as the block header.";
          default ->
              "Either a quoted string block label or an opening brace (\"{\") is expected here.";
        };
    return parser.error(
        "Invalid block definition",
        detail,
        found.range(),
        SourceRange.between(type.range(), found.range()));
  }

  /** Reads a block of one line; of what is wrong in it, its end is told first. */
  private void singleLine(Items items) {
    int before = parser.diagnostics.count();
    try {
      singleItem(items);
    } catch (SyntaxException e) {
      int mark = reader().mark();
      recover();
      Token end = reader().peek();
      reader().reset(mark);
      if (end.is(TokenType.COMMA) || end.is(TokenType.NEWLINE)) {
        parser.diagnostics.insert(before, openEnd(end));
      }
      throw e;
    }
    Token end = reader().peek();
    if (!end.is(TokenType.CLOSE_BRACE)) {
      parser.diagnostics.add(openEnd(end));
      throw new SyntaxException();
    }
  }

  private void singleItem(Items items) {
    Token name = reader().peek();
    if (!name.is(TokenType.IDENTIFIER)) {
      throw parser.error(REQUIRED, DEFINITION, name.range());
    }
    reader().next();
    Token second = reader().peek();
    switch (second.type()) {
      case ASSIGN -> add(items, attribute(name));
      case OPEN_BRACE, OPEN_QUOTE, IDENTIFIER ->
          throw parser.error(
              "Argument definition required",
              "A single-line block definition can contain only a single argument. If you meant to"
                  + " define argument \""
                  + name.text()
                  + "\", use an equals sign to assign it a value. To define a nested block, place"
                  + " it on a line of its own within its parent block.",
              SourceRange.between(name.range(), second.range()));
      default -> throw parser.error(REQUIRED, DEFINITION + TO_SET, name.range());
    }
  }

  private static Diagnostic openEnd(Token end) {
    String detail =
        switch (end.type()) {
          case COMMA ->
              "Single-line block syntax can include only one argument definition. To define"
                  + " multiple arguments, use the multi-line block syntax with one argument"
                  + " definition per line.";
          case NEWLINE ->
              "An argument definition on the same line as its containing block creates a"
                  + " single-line block definition, which must also be closed on the same line."
                  + " Place the block's closing brace immediately after the argument definition.";
          default ->
              "A single-line block definition must end with a closing brace immediately after its"
                  + " single argument definition.";
        };
    return Diagnostic.error(SINGLE_LINE, detail, end.range());
  }
}
