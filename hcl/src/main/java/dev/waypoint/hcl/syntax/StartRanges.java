package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;

/** Finds the first significant part of an expression. */
final class StartRanges {
  private StartRanges() {}

  static SourceRange of(Expression expression) {
    Expression current = expression;
    while (true) {
      switch (current) {
        case Expression.Template template -> {
          if (template.parts().isEmpty()) {
            return template.range().atEnd();
          }
          current = template.parts().getFirst();
        }
        case Expression.TemplateJoin join -> current = join.parts();
        case Expression.Parentheses parentheses -> current = parentheses.inner();
        case Expression.Conditional conditional -> current = conditional.condition();
        case Expression.Binary binary -> current = binary.left();
        case Expression.Unary unary -> {
          SourcePos start = unary.range().start();
          SourcePos end = new SourcePos(start.line(), start.column() + 1, start.offset() + 1);
          return new SourceRange(unary.range().file(), start, end);
        }
        case Expression.Index index -> {
          return index.open();
        }
        case Expression.Splat splat -> {
          return splat.item().range();
        }
        case Expression.Call call -> {
          return SourceRange.between(call.nameRange(), call.open());
        }
        case Expression.Tuple tuple -> {
          return tuple.open();
        }
        case Expression.ObjectLiteral object -> {
          return object.open();
        }
        case Expression.JsonObject object -> {
          return object.open();
        }
        case Expression.For loop -> {
          return loop.open();
        }
        case Expression.Literal _,
            Expression.TemplateWrap _,
            Expression.Relative _,
            Expression.Reference _,
            Expression.SplatItem _,
            Expression.ObjectKey _,
            Expression.JsonText _ -> {
          return current.range();
        }
      }
    }
  }
}
