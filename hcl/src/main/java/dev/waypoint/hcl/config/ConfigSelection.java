package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configuration of one consumer: of several values with a name the one that counts. What is for
 * an application wins over what is for the project, and that over what is for every project; within
 * that, a value for one runner over one for all, a value for a workspace over one for all, and one
 * with a longer label selector over one with a shorter. Of values for the same target the last one
 * given counts.
 */
public final class ConfigSelection {
  private final Map<ConfigKind, Map<String, ConfigVariable>> chosen =
      new EnumMap<>(ConfigKind.class);
  private final Map<String, Function> functions;

  private ConfigSelection(Map<String, Function> functions) {
    this.functions = functions;
    for (ConfigKind kind : ConfigKind.values()) {
      chosen.put(kind, new TreeMap<>());
    }
  }

  /** What counts for deployments in a scope's workspace and with its labels. */
  public static ConfigSelection ofDeployment(List<ConfigVariable> variables, ConfigScope scope) {
    return of(variables, scope, Optional.empty());
  }

  /** What counts for a runner that works in a scope's workspace and with its labels. */
  public static ConfigSelection ofRunner(
      List<ConfigVariable> variables, ConfigScope scope, String runnerId) {
    return of(variables, scope, Optional.of(runnerId));
  }

  private static ConfigSelection of(
      List<ConfigVariable> variables, ConfigScope scope, Optional<String> runnerId) {
    boolean runner = runnerId.isPresent();
    ConfigSelection selection = new ConfigSelection(scope.functions());
    variables.stream()
        .filter(variable -> runner || !variable.target().runner())
        .filter(variable -> !runner || variable.target().runner() || isInternal(variable))
        .filter(variable -> variable.target().matches(scope.workspace(), scope.labels()))
        .filter(variable -> isFor(variable.target(), runnerId))
        .sorted(
            Comparator.comparing((ConfigVariable variable) -> variable.target().runner())
                .thenComparing(ConfigVariable::target, ConfigTarget.PRECEDENCE))
        .forEach(variable -> selection.chosen.get(variable.kind()).put(variable.name(), variable));
    return selection;
  }

  private static boolean isFor(ConfigTarget target, Optional<String> runnerId) {
    return target.runnerId().isEmpty() || target.runnerId().equals(runnerId);
  }

  private static boolean isInternal(ConfigVariable variable) {
    return variable.kind() == ConfigKind.INTERNAL && variable.target().app().isEmpty();
  }

  /** The dynamic values that {@link #values} needs, each once. */
  public List<DynamicValue> dynamic(ConfigKind kind) {
    Set<DynamicValue> needed = new LinkedHashSet<>();
    Set<ConfigVariable> seen = new HashSet<>();
    chosen.get(kind).values().forEach(variable -> collect(variable, needed, seen));
    return List.copyOf(needed);
  }

  private void collect(
      ConfigVariable variable, Set<DynamicValue> needed, Set<ConfigVariable> seen) {
    if (!seen.add(variable)) {
      return;
    }
    switch (variable.content()) {
      case ConfigContent.Text _ -> {}
      case ConfigContent.Dynamic dynamic -> needed.add(dynamic.value());
      case ConfigContent.Template template ->
          references(parse(variable, template))
              .forEach(reference -> collect(reference, needed, seen));
    }
  }

  /**
   * The values of a kind, by name.
   *
   * @param delivered what config sources delivered for {@link #dynamic}
   * @throws HclException if a template cannot be evaluated with that
   */
  public Map<String, String> values(ConfigKind kind, Map<DynamicValue, String> delivered) {
    Map<String, String> values = new TreeMap<>();
    chosen
        .get(kind)
        .forEach(
            (name, variable) ->
                values.put(name, text(variable, delivered::get, new ArrayList<>())));
    return values;
  }

  private String text(
      ConfigVariable variable,
      java.util.function.Function<DynamicValue, String> delivered,
      List<ConfigVariable> way) {
    return switch (variable.content()) {
      case ConfigContent.Text text -> text.text();
      case ConfigContent.Dynamic dynamic -> {
        String text = delivered.apply(dynamic.value());
        if (text == null) {
          throw new HclException(
              Diagnostic.error(
                  "Missing dynamic value",
                  "The config source \"%s\" has not delivered %s."
                      .formatted(dynamic.value().source(), variable),
                  dynamic.value().range()));
        }
        yield text;
      }
      case ConfigContent.Template template -> {
        if (way.contains(variable)) {
          throw new HclException(
              Diagnostic.error(
                  "Values depend on each other in a loop",
                  "%s refers to itself by way of others.".formatted(variable)));
        }
        List<ConfigVariable> further = new ArrayList<>(way);
        further.add(variable);
        yield evaluate(variable, template, other -> text(other, delivered, further));
      }
    };
  }

  private String evaluate(
      ConfigVariable variable,
      ConfigContent.Template template,
      java.util.function.Function<ConfigVariable, String> texts) {
    Expression expression = parse(variable, template);
    Map<String, Map<String, Value>> kinds = new TreeMap<>();
    for (ConfigVariable reference : references(expression)) {
      kinds
          .computeIfAbsent(reference.kind().word(), _ -> new TreeMap<>())
          .put(reference.name(), Value.string(texts.apply(reference)));
    }
    Map<String, Value> config = new TreeMap<>();
    kinds.forEach((kind, values) -> config.put(kind, Value.object(values)));
    Diagnostics diagnostics = new Diagnostics();
    Value value =
        Evaluator.evaluate(
            expression,
            EvalContext.of(Map.of("config", Value.object(config)), functions).hidingValues(),
            diagnostics);
    diagnostics.throwIfErrors();
    try {
      return Optional.of(Conversion.convert(value, Type.STRING))
          .filter(Value::isPresent)
          .map(Value::asString)
          .orElseThrow(() -> unsuitable(variable, "it has no value"));
    } catch (ConversionException e) {
      throw unsuitable(variable, e.getMessage());
    }
  }

  private static HclException unsuitable(ConfigVariable variable, String reason) {
    return new HclException(
        Diagnostic.error(
            "Unsuitable value", "%s cannot be made a text: %s.".formatted(variable, reason)));
  }

  private static Expression parse(ConfigVariable variable, ConfigContent.Template template) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Expression> expression =
        Parser.parseTemplate(SourceFile.of(variable.toString(), template.template()), diagnostics);
    diagnostics.throwIfErrors();
    return expression.orElseThrow();
  }

  private List<ConfigVariable> references(Expression expression) {
    List<ConfigVariable> found = new ArrayList<>();
    for (Traversal traversal : expression.variables()) {
      if (!traversal.root().equals("config") || traversal.steps().isEmpty()) {
        continue;
      }
      Optional<ConfigKind> kind =
          ConfigReferences.name(traversal.steps().getFirst()).flatMap(ConfigKind::of);
      if (kind.isPresent()) {
        Map<String, ConfigVariable> variables = chosen.get(kind.get());
        Optional<String> name =
            traversal.steps().size() < 2
                ? Optional.empty()
                : ConfigReferences.name(traversal.steps().get(1));
        if (name.isEmpty()) {
          found.addAll(variables.values());
        } else if (variables.containsKey(name.get())) {
          found.add(variables.get(name.get()));
        }
      }
    }
    return found;
  }
}
