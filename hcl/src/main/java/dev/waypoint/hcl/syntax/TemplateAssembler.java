package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes conditions and loops from the flat parts of a template. */
final class TemplateAssembler {
  private static final String UNBALANCED =
      "The control directives within this template are unbalanced.";

  private final Parser parser;
  private final List<TemplatePart> parts;
  private int at;

  TemplateAssembler(Parser parser, List<TemplatePart> parts) {
    this.parser = parser;
    this.parts = parts;
  }

  List<Expression> all() {
    List<Expression> expressions = new ArrayList<>();
    while (!(peek() instanceof TemplatePart.End)) {
      expressions.add(one());
    }
    return expressions;
  }

  private TemplatePart peek() {
    return parts.get(at);
  }

  private Expression one() {
    TemplatePart part = parts.get(at++);
    return switch (part) {
      case TemplatePart.Text text ->
          new Expression.Literal(Value.string(text.value()), text.range());
      case TemplatePart.Interpolation interpolation -> interpolation.expression();
      case TemplatePart.If condition -> condition(condition);
      case TemplatePart.For loop -> loop(loop);
      case TemplatePart.Else _ -> throw unexpected("else", UNBALANCED, part);
      case TemplatePart.EndIf _ -> throw unexpected("endif", UNBALANCED, part);
      case TemplatePart.EndFor _ -> throw unexpected("endfor", UNBALANCED, part);
      case TemplatePart.End _ -> throw new IllegalStateException("read beyond the end");
    };
  }

  private SyntaxException unexpected(String directive, String detail, TemplatePart part) {
    return parser.error("Unexpected " + directive + " directive", detail, part.range());
  }

  private Expression condition(TemplatePart.If open) {
    parser.enter(open.range());
    List<Expression> whenTrue = new ArrayList<>();
    List<Expression> whenFalse = new ArrayList<>();
    Optional<SourceRange> elseRange = Optional.empty();
    while (!(peek() instanceof TemplatePart.EndIf)) {
      switch (peek()) {
        case TemplatePart.End end ->
            throw parser.error(
                "Unexpected end of template",
                "The if directive at "
                    + open.range()
                    + " is missing its corresponding endif directive.",
                end.range());
        case TemplatePart.EndFor end ->
            throw unexpected(
                "endfor",
                "Expecting an endif directive for the if started at " + open.range() + ".",
                end);
        case TemplatePart.Else other -> {
          if (elseRange.isPresent()) {
            throw unexpected(
                "else",
                "Already in the else clause for the if started at " + open.range() + ".",
                other);
          }
          elseRange = Optional.of(other.range());
          at++;
        }
        default -> (elseRange.isPresent() ? whenFalse : whenTrue).add(one());
      }
    }
    SourceRange end = parts.get(at++).range();
    parser.leave();
    return new Expression.Conditional(
        open.condition(),
        template(whenTrue, elseRange.orElse(end)),
        template(whenFalse, end),
        SourceRange.between(open.range(), end));
  }

  private Expression loop(TemplatePart.For open) {
    parser.enter(open.range());
    List<Expression> body = new ArrayList<>();
    while (!(peek() instanceof TemplatePart.EndFor)) {
      switch (peek()) {
        case TemplatePart.End end ->
            throw parser.error(
                "Unexpected end of template",
                "The for directive at "
                    + open.range()
                    + " is missing its corresponding endfor directive.",
                end.range());
        case TemplatePart.EndIf end ->
            throw unexpected(
                "endif",
                "Expecting an endfor directive corresponding to the for directive at "
                    + open.range()
                    + ".",
                end);
        case TemplatePart.Else other ->
            throw unexpected("else", "An else clause is not expected for a for directive.", other);
        default -> body.add(one());
      }
    }
    SourceRange end = parts.get(at++).range();
    parser.leave();
    SourceRange range = SourceRange.between(open.range(), end);
    return new Expression.TemplateJoin(
        new Expression.For(
            open.keyVariable(),
            open.valueVariable(),
            open.collection(),
            Optional.empty(),
            template(body, end),
            Optional.empty(),
            false,
            range,
            open.range()),
        range);
  }

  private static Expression template(List<Expression> body, SourceRange terminator) {
    SourceRange range =
        body.isEmpty()
            ? terminator.atStart()
            : SourceRange.between(body.getFirst().range(), body.getLast().range());
    return new Expression.Template(body, range);
  }
}
