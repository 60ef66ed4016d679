package dev.waypoint.hcl.syntax;

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
            return template.range();
          }
          current = template.parts().getFirst();
        }
        case Expression.Relative relative -> current = relative.source();
        case Expression.Index index -> current = index.collection();
        case Expression.Splat splat -> current = splat.source();
        case Expression.Conditional conditional -> current = conditional.condition();
        case Expression.Binary binary -> current = binary.left();
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
            Expression.TemplateJoin _,
            Expression.Reference _,
            Expression.SplatItem _,
            Expression.Unary _,
            Expression.ObjectKey _,
            Expression.Parentheses _,
            Expression.JsonText _ -> {
          return current.range();
        }
      }
    }
  }
}
