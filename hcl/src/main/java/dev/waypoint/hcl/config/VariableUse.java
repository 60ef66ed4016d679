package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.syntax.TraversalStep;
import dev.waypoint.hcl.value.Type;
import java.util.List;
import java.util.Optional;

/** Tells which input variables an expression needs and does not get. */
final class VariableUse {
  private final List<VariableDeclaration> declarations;
  private final ResolvedVariables resolved;

  VariableUse(List<VariableDeclaration> declarations, ResolvedVariables resolved) {
    this.declarations = declarations;
    this.resolved = resolved;
  }

  /** Reports variables of an expression that are not declared or have no value. */
  void check(Expression expression, String purpose, Diagnostics diagnostics) {
    for (Traversal traversal : expression.variables()) {
      Optional<String> name = variable(traversal);
      if (name.isEmpty() || resolved.get(name.get()).isPresent()) {
        continue;
      }
      Optional<VariableDeclaration> declaration =
          declarations.stream().filter(d -> d.name().equals(name.get())).findFirst();
      if (declaration.isPresent()) {
        diagnostics.error(
            "Variable without a value",
            "%s depends on var.%s, which has no value. %s"
                .formatted(purpose, name.get(), declaration.get().howToSet()),
            traversal.range());
      } else {
        List<String> known = declarations.stream().map(VariableDeclaration::name).toList();
        diagnostics.error(
            "Undefined variable",
            ("%s depends on var.%s, but the file does not declare that variable.%s "
                    + "Declare it with variable \"%s\" {}.")
                .formatted(purpose, name.get(), Names.didYouMean(name.get(), known), name.get()),
            traversal.range());
      }
    }
  }

  /** Reports variables of an expression that are null; answers whether there are any. */
  boolean reportNulls(Expression expression, String purpose, Diagnostics diagnostics) {
    int before = diagnostics.count();
    for (Traversal traversal : expression.variables()) {
      for (VariableDeclaration declaration : declarations) {
        boolean meant = variable(traversal).filter(declaration.name()::equals).isPresent();
        boolean isNull =
            resolved.get(declaration.name()).filter(v -> v.value().isNull()).isPresent();
        if (meant && isNull) {
          diagnostics.error(
              "Variable without a value",
              "%s depends on var.%s, which is null. %s"
                  .formatted(purpose, declaration.name(), declaration.howToSet()),
              traversal.range());
        }
      }
    }
    return diagnostics.count() > before;
  }

  /** The input variable that is meant. */
  static Optional<String> variable(Traversal traversal) {
    if (!traversal.root().equals("var") || traversal.steps().isEmpty()) {
      return Optional.empty();
    }
    return switch (traversal.steps().getFirst()) {
      case TraversalStep.Attribute attribute -> Optional.of(attribute.name());
      case TraversalStep.Index index ->
          index.key().isPresent() && index.key().type() == Type.STRING
              ? Optional.of(index.key().asString())
              : Optional.empty();
    };
  }
}
