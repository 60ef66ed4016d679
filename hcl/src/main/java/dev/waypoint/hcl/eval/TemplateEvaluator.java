package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.List;

/** Puts texts together. */
final class TemplateEvaluator {
  private static final String INVALID = "Invalid template interpolation value";

  private final Evaluator evaluator;
  private final Diagnostics diagnostics;

  TemplateEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.diagnostics = evaluator.diagnostics;
  }

  Value template(Expression.Template template, EvalContext context) {
    StringBuilder text = new StringBuilder();
    boolean known = true;
    for (Expression part : template.parts()) {
      Value value = evaluator.value(part, context);
      known &=
          append(
              text,
              value,
              new Place(
                  part,
                  template.range(),
                  context,
                  "The expression result is null. Cannot include a null value in a string"
                      + " template.",
                  "Cannot include the given value in a string template"));
    }
    return known ? Value.string(text.toString()) : Value.unknown(Type.STRING);
  }

  /** Where a value goes, and what to say if it does not fit. */
  private record Place(
      Expression expression,
      SourceRange context,
      EvalContext scope,
      String whenNull,
      String whenWrong) {}

  private boolean append(StringBuilder text, Value value, Place place) {
    if (value.isNull()) {
      report(place, place.whenNull());
      return false;
    }
    if (!value.isKnown()) {
      return false;
    }
    try {
      Value string = Conversion.convert(value, Type.STRING);
      text.append(string.asString());
      return true;
    } catch (ConversionException e) {
      report(place, place.whenWrong() + ": " + e.getMessage() + ".");
      return false;
    }
  }

  private void report(Place place, String detail) {
    diagnostics.add(
        Diagnostic.error(INVALID, detail, place.expression().range())
            .within(place.context())
            .noting(Notes.of(place.expression(), place.scope())));
  }

  Value join(Expression.TemplateJoin join, EvalContext context) {
    Value parts = evaluator.value(join.parts(), context);
    if (!parts.isPresent() || !parts.type().isSequence()) {
      return Value.unknown(Type.STRING);
    }
    StringBuilder text = new StringBuilder();
    boolean known = true;
    List<Value> elements = parts.elements();
    for (Value element : elements) {
      known &=
          append(
              text,
              element,
              new Place(
                  join.parts(),
                  join.range(),
                  context,
                  "An iteration result is null. Cannot include a null value in a string template.",
                  "Cannot include one of the interpolation results into the string template"));
    }
    return known ? Value.string(text.toString()) : Value.unknown(Type.STRING);
  }
}
