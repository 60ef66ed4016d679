package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.DeepStack;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the references in an expression. */
final class Variables {
  private final List<Traversal> found = new ArrayList<>();
  private final List<String> local = new ArrayList<>();

  private Variables() {}

  static List<Traversal> of(Expression expression) {
    return DeepStack.call(
        () -> {
          Variables variables = new Variables();
          variables.visit(expression);
          return List.copyOf(variables.found);
        });
  }

  private void visit(Expression expression) {
    switch (expression) {
      case Expression.Literal _, Expression.SplatItem _ -> {}
      case Expression.Template template -> template.parts().forEach(this::visit);
      case Expression.TemplateWrap wrap -> visit(wrap.wrapped());
      case Expression.TemplateJoin join -> visit(join.parts());
      case Expression.Reference reference -> reference(reference.traversal());
      case Expression.Relative relative -> visit(relative.source());
      case Expression.Index index -> {
        visit(index.collection());
        visit(index.key());
      }
      case Expression.Splat splat -> {
        visit(splat.source());
        visit(splat.each());
      }
      case Expression.Call call -> call.arguments().forEach(this::visit);
      case Expression.Conditional conditional -> {
        visit(conditional.condition());
        visit(conditional.whenTrue());
        visit(conditional.whenFalse());
      }
      case Expression.Binary binary -> binary(binary);
      case Expression.Unary unary -> visit(unary.operand());
      case Expression.Tuple tuple -> tuple.items().forEach(this::visit);
      case Expression.ObjectLiteral object ->
          object
              .items()
              .forEach(
                  item -> {
                    visit(item.key());
                    visit(item.value());
                  });
      case Expression.ObjectKey key -> {
        if (key.keyword().isEmpty()) {
          visit(key.wrapped());
        }
      }
      case Expression.For loop -> loop(loop);
      case Expression.Parentheses parentheses -> visit(parentheses.inner());
      case Expression.JsonText text -> text.template(new Diagnostics()).ifPresent(this::visit);
      case Expression.JsonObject object ->
          object
              .members()
              .forEach(
                  member -> {
                    visit(member.name());
                    visit(member.value());
                  });
    }
  }

  /** Long chains of operators lean to the left: they are walked, not nested. */
  private void binary(Expression.Binary binary) {
    List<Expression> rights = new ArrayList<>();
    Expression left = binary;
    while (left instanceof Expression.Binary inner) {
      rights.add(inner.right());
      left = inner.left();
    }
    visit(left);
    rights.reversed().forEach(this::visit);
  }

  private void reference(Traversal traversal) {
    if (!local.contains(traversal.root())) {
      found.add(traversal);
    }
  }

  private void loop(Expression.For loop) {
    visit(loop.collection());
    int outer = local.size();
    loop.keyVariable().ifPresent(local::add);
    local.add(loop.valueVariable());
    loop.key().ifPresent(this::visit);
    visit(loop.value());
    Optional<Expression> condition = loop.condition();
    condition.ifPresent(this::visit);
    while (local.size() > outer) {
      local.removeLast();
    }
  }
}
