package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.FunctionException;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and reads calls of {@code dynamic} and {@code configdynamic}. */
final class DynamicCalls {
  private static final List<String> NAMES = List.of("dynamic", "configdynamic");

  /** Functions of these names that tell why they cannot be called as a part of something. */
  static final Map<String, Function> REFUSALS =
      refusals(
          "a value from a config source must stand alone; name it in \"internal\" and refer to it as"
              + " config.internal.NAME");

  /** The same for where no dynamic values are read. */
  static final Map<String, Function> ELSEWHERE =
      refusals(
          "a config source is only asked in \"config\" stanzas and in defaults of variables; declare"
              + " a variable with this default and use var.NAME here");

  private DynamicCalls() {}

  private static Map<String, Function> refusals(String reason) {
    Function refusal =
        Function.builder()
            .variadic("arguments", Type.DYNAMIC)
            .body(
                _ -> {
                  throw new FunctionException(reason);
                });
    return Map.of(NAMES.getFirst(), refusal, NAMES.getLast(), refusal);
  }

  /** The expression without what does not change its value. */
  static Expression bare(Expression expression) {
    return switch (expression) {
      case Expression.Parentheses parentheses -> bare(parentheses.inner());
      case Expression.TemplateWrap wrap -> bare(wrap.wrapped());
      case Expression.JsonText text ->
          text.template(new Diagnostics())
              .filter(Expression.TemplateWrap.class::isInstance)
              .map(DynamicCalls::bare)
              .orElse(expression);
      default -> expression;
    };
  }

  /** The call, if the whole expression is one. */
  static Optional<Expression.Call> find(Expression expression) {
    return bare(expression) instanceof Expression.Call call && NAMES.contains(call.name())
        ? Optional.of(call)
        : Optional.empty();
  }

  /** What a call asks for; empty after a problem. */
  static Optional<DynamicValue> read(
      Expression.Call call, EvalContext context, Diagnostics diagnostics) {
    if (call.spread() || call.arguments().isEmpty() || call.arguments().size() > 2) {
      diagnostics.error(
          "Wrong dynamic value",
          "%s needs the name of a config source and what to ask it for: %s(\"source\", {…})."
              .formatted(call.name(), call.name()),
          call.range());
      return Optional.empty();
    }
    Optional<Value> source =
        argument(call.arguments().getFirst(), Type.STRING, context, diagnostics);
    Map<String, String> settings = new LinkedHashMap<>();
    if (call.arguments().size() > 1) {
      Optional<Value> given =
          argument(call.arguments().getLast(), Type.map(Type.STRING), context, diagnostics);
      if (given.isEmpty()) {
        return Optional.empty();
      }
      given.get().asMap().forEach((name, text) -> settings.put(name, text.asString()));
    }
    return source.map(name -> new DynamicValue(name.asString(), settings, call.range()));
  }

  private static Optional<Value> argument(
      Expression expression, Type type, EvalContext context, Diagnostics diagnostics) {
    if (UndeclaredVariables.report(expression, context, diagnostics)) {
      return Optional.empty();
    }
    Diagnostics own = new Diagnostics();
    Value value = Evaluator.evaluate(expression, context, own);
    diagnostics.addAll(own);
    if (own.hasErrors()) {
      return Optional.empty();
    }
    try {
      Value converted = Conversion.convert(value, type);
      boolean whole =
          converted.isPresent()
              && converted.isWhollyKnown()
              && (type.isPrimitive() || converted.elements().stream().noneMatch(Value::isNull));
      if (whole) {
        return Optional.of(converted);
      }
    } catch (ConversionException e) {
      own.add(Diagnostic.error("Wrong dynamic value", e.getMessage() + ".", expression.range()));
      diagnostics.addAll(own);
      return Optional.empty();
    }
    diagnostics.error(
        "Wrong dynamic value",
        "What a config source is asked for cannot be null or unknown.",
        expression.range());
    return Optional.empty();
  }
}
