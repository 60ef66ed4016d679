package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.value.Type;
import java.util.Collection;
import java.util.Optional;

/** Tells of input variables that are used and declared nowhere, in words that say what to do. */
final class UndeclaredVariables {
  private UndeclaredVariables() {}

  /** Reports those of an expression; answers whether there are any. */
  static boolean report(Expression expression, EvalContext context, Diagnostics diagnostics) {
    Optional<Collection<String>> declared =
        context
            .variable("var")
            .filter(value -> value.type() instanceof Type.ObjectType)
            .map(value -> ((Type.ObjectType) value.type()).attributes().keySet());
    if (declared.isEmpty()) {
      return false;
    }
    int before = diagnostics.count();
    for (Traversal traversal : expression.variables()) {
      VariableUse.variable(traversal)
          .filter(name -> !declared.get().contains(name))
          .ifPresent(
              name ->
                  diagnostics.error(
                      "Undefined variable",
                      "The file declares no variable \"%s\".%s Declare it with variable \"%s\" {}."
                          .formatted(name, Names.didYouMean(name, declared.get()), name),
                      traversal.range()));
    }
    return diagnostics.count() > before;
  }
}
