package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.value.CodePointOrder;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The variables and functions that expressions see. A child context adds to its parent and hides
 * names of it. Immutable.
 */
public final class EvalContext {
  /** A context in which neither variables nor functions are allowed. */
  public static final EvalContext CONSTANTS = new EvalContext(null, null, null, true, List.of());

  private final EvalContext parent;
  private final Map<String, Value> variables;
  private final Map<String, Function> functions;
  private final boolean showsValues;
  private final List<String> secrets;

  private EvalContext(
      EvalContext parent,
      Map<String, Value> variables,
      Map<String, Function> functions,
      boolean showsValues,
      List<String> secrets) {
    this.secrets = secrets;
    this.parent = parent;
    this.variables = variables;
    this.functions = functions;
    this.showsValues = showsValues;
  }

  /** A context with these variables and functions. */
  public static EvalContext of(Map<String, Value> variables, Map<String, Function> functions) {
    return new EvalContext(null, Map.copyOf(variables), Map.copyOf(functions), true, List.of());
  }

  /** A context that also has these variables. */
  public EvalContext withVariables(Map<String, Value> more) {
    return new EvalContext(this, Map.copyOf(more), null, showsValues, secrets);
  }

  /** A context that also has these functions. */
  public EvalContext withFunctions(Map<String, Function> more) {
    return new EvalContext(this, null, Map.copyOf(more), showsValues, secrets);
  }

  /** The same context, but messages do not tell values of variables. */
  public EvalContext hidingValues() {
    return new EvalContext(this, null, null, false, secrets);
  }

  /** The same context, but these texts never appear in the words of messages. */
  public EvalContext keepingSecret(Collection<String> texts) {
    return new EvalContext(this, null, null, showsValues, List.copyOf(texts));
  }

  List<String> secrets() {
    return secrets;
  }

  EvalContext withLoopVariables(Map<String, Value> more) {
    return new EvalContext(
        this, Collections.unmodifiableMap(new HashMap<>(more)), null, showsValues, secrets);
  }

  /** The variable with a name. */
  public Optional<Value> variable(String name) {
    for (EvalContext context = this; context != null; context = context.parent) {
      Value value = context.variables == null ? null : context.variables.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** The function with a name. */
  public Optional<Function> function(String name) {
    for (EvalContext context = this; context != null; context = context.parent) {
      Function function = context.functions == null ? null : context.functions.get(name);
      if (function != null) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /** Whether any variables may be used. */
  public boolean allowsVariables() {
    return variables != null || (parent != null && parent.allowsVariables());
  }

  /** Whether any functions may be called. */
  public boolean allowsFunctions() {
    return functions != null || (parent != null && parent.allowsFunctions());
  }

  boolean showsValues() {
    return showsValues;
  }

  /** The names of the variables, sorted, of the nearest context first. */
  public List<List<String>> variableNames() {
    List<List<String>> names = new ArrayList<>();
    for (EvalContext context = this; context != null; context = context.parent) {
      if (context.variables != null) {
        names.add(context.variables.keySet().stream().sorted(CodePointOrder.INSTANCE).toList());
      }
    }
    return names;
  }

  /** The functions by name; the nearest definition of a name counts. */
  public Map<String, Function> functions() {
    Map<String, Function> all = parent == null ? new HashMap<>() : parent.functions();
    if (functions != null) {
      all.putAll(functions);
    }
    return all;
  }

  /** The variables by name; the nearest definition of a name counts. */
  public Map<String, Value> variables() {
    Map<String, Value> all = parent == null ? new HashMap<>() : parent.variables();
    if (variables != null) {
      variables.forEach((name, value) -> all.put(Objects.requireNonNull(name), value));
    }
    return all;
  }
}
