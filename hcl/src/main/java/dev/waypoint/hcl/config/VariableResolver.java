package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the values of the declared input variables. Of several values for a variable the one with
 * the latest {@link VariableSource} wins, and of several with the same source the last one.
 */
public final class VariableResolver {
  private static final String ENV_PREFIX = "WP_VAR_";

  private final Map<String, VariableDeclaration> declarations = new LinkedHashMap<>();

  private VariableResolver(List<VariableDeclaration> declarations) {
    declarations.forEach(d -> this.declarations.put(d.name(), d));
  }

  /** Resolves the variables of a file. */
  public static VariableResolver of(WaypointFile file) {
    return new VariableResolver(file.variables());
  }

  /**
   * The values that an environment holds: {@code WP_VAR_name}, or else the first of the names that
   * the declaration lists. Empty values count as not set, and names that are not declared as
   * absent.
   */
  public List<InputVariable> fromEnvironment(Map<String, String> environment) {
    List<InputVariable> found = new ArrayList<>();
    for (VariableDeclaration declaration : declarations.values()) {
      List<String> names = new ArrayList<>();
      names.add(ENV_PREFIX + declaration.name());
      names.addAll(declaration.env());
      for (String name : names) {
        String text = environment.getOrDefault(name, "");
        if (!text.isEmpty()) {
          found.add(InputVariable.text(declaration.name(), VariableSource.ENV, text));
          break;
        }
      }
    }
    return found;
  }

  /**
   * The values of all variables.
   *
   * @throws HclException if a variable has no value, a value does not fit its type, or a value is
   *     given for a variable that is not declared (unless by the environment)
   */
  public ResolvedVariables resolve(List<InputVariable> inputs) {
    return resolve(inputs, true);
  }

  /** Like {@link #resolve(List)}, but variables without a value are left out. */
  public ResolvedVariables resolveAvailable(List<InputVariable> inputs) {
    return resolve(inputs, false);
  }

  /**
   * What config sources are to deliver, by the name of the variable: the dynamic defaults of
   * variables for which nobody gives a value. The answers are further inputs, with the source
   * {@link VariableSource#DYNAMIC}.
   */
  public Map<String, DynamicValue> dynamicDefaults(List<InputVariable> inputs) {
    Map<String, DynamicValue> needed = new LinkedHashMap<>();
    for (VariableDeclaration declaration : declarations.values()) {
      if (inputs.stream().noneMatch(input -> input.name().equals(declaration.name()))) {
        declaration.dynamicDefault().ifPresent(value -> needed.put(declaration.name(), value));
      }
    }
    return needed;
  }

  private ResolvedVariables resolve(List<InputVariable> inputs, boolean complete) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, InputVariable> chosen = new LinkedHashMap<>();
    for (InputVariable input : inputs) {
      if (!declarations.containsKey(input.name())) {
        undeclared(input, diagnostics);
        continue;
      }
      chosen.merge(
          input.name(),
          input,
          (earlier, later) -> later.source().compareTo(earlier.source()) >= 0 ? later : earlier);
    }
    Map<String, ResolvedVariable> resolved = new LinkedHashMap<>();
    for (VariableDeclaration declaration : declarations.values()) {
      InputVariable input = chosen.get(declaration.name());
      if (input != null) {
        given(declaration, input, diagnostics)
            .ifPresent(value -> put(resolved, declaration, value, input.source()));
      } else if (declaration.defaultValue().isPresent()) {
        put(resolved, declaration, declaration.defaultValue().get(), VariableSource.DEFAULT);
      } else if (complete) {
        unset(declaration, diagnostics);
      }
    }
    diagnostics.throwIfErrors();
    return new ResolvedVariables(resolved);
  }

  private static void put(
      Map<String, ResolvedVariable> resolved,
      VariableDeclaration declaration,
      Value value,
      VariableSource source) {
    resolved.put(
        declaration.name(),
        new ResolvedVariable(
            declaration.name(), value, source, declaration.typeText(), declaration.sensitive()));
  }

  private void undeclared(InputVariable input, Diagnostics diagnostics) {
    if (input.source() == VariableSource.ENV) {
      return;
    }
    String detail =
        ("A value was given (source: %s) for the variable \"%s\", but the file "
                + "declares no such variable.%s Declare it with variable \"%s\" {}, or leave "
                + "the value away.")
            .formatted(
                input.source().word(),
                input.name(),
                Names.didYouMean(input.name(), declarations.keySet()),
                input.name());
    // No excerpt: it would show a value that may be a secret.
    String place = input.range().map(range -> " The value is at " + range + ".").orElse("");
    diagnostics.add(Diagnostic.error("Undefined variable", detail + place));
  }

  private static void unset(VariableDeclaration declaration, Diagnostics diagnostics) {
    String why =
        declaration.dynamicDefault().isPresent()
            ? "Its default comes from a config source, which has not delivered one."
            : "It has no default.";
    diagnostics.error(
        "Unset variable",
        "The variable \"%s\" has no value. %s %s"
            .formatted(declaration.name(), why, declaration.howToSet()),
        declaration.range());
  }

  private Optional<Value> given(
      VariableDeclaration declaration, InputVariable input, Diagnostics diagnostics) {
    Type type = declaration.type();
    try {
      if (input.value().isPresent()) {
        return Optional.of(Conversion.convert(input.value().get(), type));
      }
      String text = input.text().orElseThrow();
      if (type.isPrimitive() || type == Type.DYNAMIC) {
        return Optional.of(Conversion.convert(Value.string(text), type));
      }
      return Optional.of(Conversion.convert(parse(text), type));
    } catch (ConversionException e) {
      unsuitable(declaration, input, e.getMessage(), diagnostics);
      return Optional.empty();
    }
  }

  private static Value parse(String text) throws ConversionException {
    Diagnostics problems = new Diagnostics();
    Optional<Expression> expression =
        Parser.parseExpression(SourceFile.of("value", text), problems);
    Value value =
        expression
            .map(parsed -> Evaluator.evaluate(parsed, EvalContext.CONSTANTS, problems))
            .orElse(Value.DYNAMIC);
    if (problems.hasErrors()) {
      throw new ConversionException(
          "the text cannot be read as an expression ("
              + problems.list().getFirst().summary()
              + ")");
    }
    return value;
  }

  private static void unsuitable(
      VariableDeclaration declaration,
      InputVariable input,
      String reason,
      Diagnostics diagnostics) {
    String given = input.value().map(value -> value.type().friendlyName()).orElse("string");
    diagnostics.error(
        "Unsuitable value for variable",
        ("The value given for the variable \"%s\" (source: %s) is of type %s and does "
                + "not fit the type %s: %s.")
            .formatted(
                declaration.name(), input.source().word(), given, declaration.typeText(), reason),
        declaration.sensitive() ? declaration.range() : input.range().orElse(declaration.range()));
  }
}
