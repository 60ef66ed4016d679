package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.DeepStack;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.syntax.TypeExpressions;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Evaluates expressions. An instance is for one evaluation. */
public final class Evaluator {
  final Diagnostics diagnostics;
  final Map<Expression.SplatItem, Value> splatItems;

  Evaluator(Diagnostics diagnostics, Map<Expression.SplatItem, Value> splatItems) {
    this.diagnostics = diagnostics;
    this.splatItems = splatItems;
  }

  /**
   * The value of an expression. After an error the value is unknown, and what is wrong is in the
   * diagnostics.
   */
  public static Value evaluate(
      Expression expression, EvalContext context, Diagnostics diagnostics) {
    AtomicReference<Diagnostics> found = new AtomicReference<>();
    Value value =
        DeepStack.call(
            () -> {
              found.set(new Diagnostics());
              return new Evaluator(found.get(), new IdentityHashMap<>()).value(expression, context);
            });
    diagnostics.addAll(found.get().without(context.secrets()));
    return value;
  }

  /** An evaluator of the same expression that reports elsewhere. */
  Evaluator reportingTo(Diagnostics other) {
    return new Evaluator(other, splatItems);
  }

  Steps steps() {
    return new Steps(diagnostics);
  }

  Value value(Expression expression, EvalContext context) {
    return switch (expression) {
      case Expression.Literal literal -> literal.value();
      case Expression.Template template -> new TemplateEvaluator(this).template(template, context);
      case Expression.TemplateWrap wrap -> value(wrap.wrapped(), context);
      case Expression.TemplateJoin join -> new TemplateEvaluator(this).join(join, context);
      case Expression.Reference reference -> reference(reference.traversal(), context);
      case Expression.Relative relative -> relative(relative, context);
      case Expression.Index index -> index(index, context);
      case Expression.Splat splat -> new CollectionEvaluator(this).splat(splat, context);
      case Expression.SplatItem item -> splatItems.getOrDefault(item, Value.DYNAMIC);
      case Expression.Call call -> new CallEvaluator(this).call(call, context);
      case Expression.Conditional conditional ->
          new OperatorEvaluator(this).conditional(conditional, context);
      case Expression.Binary binary -> new OperatorEvaluator(this).binary(binary, context);
      case Expression.Unary unary -> new OperatorEvaluator(this).unary(unary, context);
      case Expression.Tuple tuple -> tuple(tuple, context);
      case Expression.ObjectLiteral object -> new CollectionEvaluator(this).object(object, context);
      case Expression.ObjectKey key -> key(key, context);
      case Expression.For loop -> new ForEvaluator(this, loop, context).value();
      case Expression.Parentheses parentheses -> value(parentheses.inner(), context);
      case Expression.JsonText text -> jsonText(text, context);
      case Expression.JsonObject object ->
          new CollectionEvaluator(this).jsonObject(object, context);
    };
  }

  private Value relative(Expression.Relative relative, EvalContext context) {
    int before = diagnostics.count();
    Value source = value(relative.source(), context);
    if (diagnostics.count() > before) {
      return Value.DYNAMIC;
    }
    Diagnostics problems = new Diagnostics();
    Value value = new Steps(problems).follow(source, relative.steps());
    problems.list().forEach(p -> diagnostics.add(p.noting(Notes.of(relative, context))));
    return value;
  }

  private Value index(Expression.Index index, EvalContext context) {
    int before = diagnostics.count();
    Value collection = value(index.collection(), context);
    Value key = value(index.key(), context);
    if (diagnostics.count() > before) {
      return Value.DYNAMIC;
    }
    Diagnostics problems = new Diagnostics();
    Value element = new Steps(problems).index(collection, key, index.brackets());
    problems.list().forEach(p -> diagnostics.add(p.noting(Notes.of(index, context))));
    return element;
  }

  private Value tuple(Expression.Tuple tuple, EvalContext context) {
    List<Value> values = new ArrayList<>(tuple.items().size());
    tuple.items().forEach(item -> values.add(value(item, context)));
    return Value.tuple(values);
  }

  private Value key(Expression.ObjectKey key, EvalContext context) {
    Optional<String> keyword = TypeExpressions.keyword(key.wrapped());
    if (keyword.isPresent()) {
      return Value.string(keyword.get());
    }
    if (key.wrapped() instanceof Expression.Reference) {
      diagnostics.error(
          "Ambiguous attribute key",
          "If this expression is intended to be a reference, wrap it in parentheses. If it's"
              + " instead intended as a literal name containing periods, wrap it in quotes to"
              + " create a string literal.",
          key.range());
      return Value.DYNAMIC;
    }
    return value(key.wrapped(), context);
  }

  private Value jsonText(Expression.JsonText text, EvalContext context) {
    if (!context.allowsVariables() && !context.allowsFunctions()) {
      return Value.string(text.text());
    }
    Diagnostics syntax = new Diagnostics();
    Optional<Expression> template = text.template(syntax);
    diagnostics.addAll(syntax);
    return template.map(expression -> value(expression, context)).orElse(Value.DYNAMIC);
  }

  private Value reference(Traversal traversal, EvalContext context) {
    Optional<Value> root = context.variable(traversal.root());
    if (root.isPresent()) {
      return steps().follow(root.get(), traversal.steps());
    }
    if (!context.allowsVariables()) {
      diagnostics.error(
          "Variables not allowed", "Variables may not be used here.", traversal.rootRange());
      return Value.DYNAMIC;
    }
    String hint = "";
    for (List<String> names : context.variableNames()) {
      hint = hint.isEmpty() ? Names.didYouMean(traversal.root(), names) : hint;
    }
    diagnostics.error(
        "Unknown variable",
        "There is no variable named \"" + traversal.root() + "\"." + hint,
        traversal.rootRange());
    return Value.DYNAMIC;
  }

  /** Whether a value is a null that has no type. */
  static boolean isUntypedNull(Value value) {
    return value.isNull() && value.type() == Type.DYNAMIC;
  }
}
