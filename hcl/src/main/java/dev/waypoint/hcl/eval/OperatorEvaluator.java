package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.BinaryOperator;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.UnaryOperator;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import dev.waypoint.hcl.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates operators. */
final class OperatorEvaluator {
  private static final String INCONSISTENT = "Inconsistent conditional result types";

  private final Evaluator evaluator;
  private final Diagnostics diagnostics;

  OperatorEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.diagnostics = evaluator.diagnostics;
  }

  /** Long chains of operators lean to the left: they are walked, not nested. */
  Value binary(Expression.Binary last, EvalContext context) {
    List<Expression.Binary> chain = new ArrayList<>();
    Expression left = last;
    while (left instanceof Expression.Binary inner) {
      chain.add(inner);
      left = inner.left();
    }
    int before = diagnostics.count();
    Value value = evaluator.value(left, context);
    for (Expression.Binary operation : chain.reversed()) {
      value = binary(operation, value, before, context);
    }
    return value;
  }

  private Value binary(Expression.Binary operation, Value left, int before, EvalContext context) {
    Value right = evaluator.value(operation.right(), context);
    Type operand = operandType(operation.operator());
    Value first =
        convert(left, operand, "left operand", operation.left(), operation.range(), context);
    Value second =
        convert(right, operand, "right operand", operation.right(), operation.range(), context);
    Type result = resultType(operation.operator());
    if (diagnostics.count() > before) {
      return Value.unknown(result);
    }
    if (operand == Type.DYNAMIC) {
      Value equal = Values.equal(first, second);
      return operation.operator() == BinaryOperator.EQUAL || !equal.isKnown()
          ? equal
          : Value.bool(!equal.asBoolean());
    }
    if (first.isNull() || second.isNull()) {
      return failed("argument must not be null", operation, context, result);
    }
    if (!first.isKnown() || !second.isKnown()) {
      return Value.unknown(result);
    }
    try {
      return compute(operation.operator(), first, second);
    } catch (ArithmeticException e) {
      return failed(e.getMessage(), operation, context, result);
    }
  }

  private Value failed(String reason, Expression operation, EvalContext context, Type result) {
    diagnostics.add(
        Diagnostic.error(
                "Operation failed", "Error during operation: " + reason + ".", operation.range())
            .noting(Notes.of(operation, context)));
    return Value.unknown(result);
  }

  private static Type operandType(BinaryOperator operator) {
    return switch (operator) {
      case OR, AND -> Type.BOOL;
      case EQUAL, NOT_EQUAL -> Type.DYNAMIC;
      case GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER ->
          Type.NUMBER;
    };
  }

  private static Type resultType(BinaryOperator operator) {
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> Type.NUMBER;
      case OR, AND, EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL -> Type.BOOL;
    };
  }

  private static Value compute(BinaryOperator operator, Value left, Value right) {
    if (operator == BinaryOperator.OR) {
      return Value.bool(left.asBoolean() || right.asBoolean());
    }
    if (operator == BinaryOperator.AND) {
      return Value.bool(left.asBoolean() && right.asBoolean());
    }
    HclNumber a = left.asNumber();
    HclNumber b = right.asNumber();
    return switch (operator) {
      case GREATER -> Value.bool(a.compareTo(b) > 0);
      case GREATER_EQUAL -> Value.bool(a.compareTo(b) >= 0);
      case LESS -> Value.bool(a.compareTo(b) < 0);
      case LESS_EQUAL -> Value.bool(a.compareTo(b) <= 0);
      case ADD -> Value.number(a.add(b));
      case SUBTRACT -> Value.number(a.subtract(b));
      case MULTIPLY -> Value.number(a.multiply(b));
      case DIVIDE -> Value.number(a.divide(b));
      case REMAINDER -> Value.number(a.remainder(b));
      case OR, AND, EQUAL, NOT_EQUAL ->
          throw new IllegalStateException(operator + " is no arithmetic");
    };
  }

  private Value convert(
      Value value,
      Type type,
      String operand,
      Expression expression,
      SourceRange whole,
      EvalContext context) {
    try {
      return Conversion.convert(value, type);
    } catch (ConversionException e) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid operand",
                  "Unsuitable value for " + operand + ": " + e.getMessage() + ".",
                  expression.range())
              .within(whole)
              .noting(Notes.of(expression, context)));
      return Value.unknown(type);
    }
  }

  Value unary(Expression.Unary unary, EvalContext context) {
    Value operand = evaluator.value(unary.operand(), context);
    Type type = unary.operator() == UnaryOperator.NOT ? Type.BOOL : Type.NUMBER;
    int before = diagnostics.count();
    Value value = convert(operand, type, "unary operand", unary.operand(), unary.range(), context);
    if (diagnostics.count() > before || !value.isKnown()) {
      return Value.unknown(type);
    }
    if (value.isNull()) {
      return failed("argument must not be null", unary, context, type);
    }
    return switch (unary.operator()) {
      case NOT -> Value.bool(!value.asBoolean());
      case NEGATE -> Value.number(value.asNumber().negate());
    };
  }

  Value conditional(Expression.Conditional conditional, EvalContext context) {
    Diagnostics trueProblems = new Diagnostics();
    Diagnostics falseProblems = new Diagnostics();
    Value whenTrue = evaluator.reportingTo(trueProblems).value(conditional.whenTrue(), context);
    Value whenFalse = evaluator.reportingTo(falseProblems).value(conditional.whenFalse(), context);
    Optional<Type> type = commonType(whenTrue, whenFalse);
    if (type.isEmpty()) {
      inconsistent(conditional, whenTrue, whenFalse, context);
      return Value.DYNAMIC;
    }
    int before = diagnostics.count();
    Value condition = evaluator.value(conditional.condition(), context);
    if (condition.isNull()) {
      return wrong(
          "Null condition",
          "The condition value is null. Conditions must either be true or false.",
          conditional,
          context);
    }
    if (!condition.isKnown()) {
      return Value.unknown(diagnostics.count() > before ? Type.DYNAMIC : type.get());
    }
    Value truth;
    try {
      truth = Conversion.convert(condition, Type.BOOL);
    } catch (ConversionException _) {
      return wrong(
          "Incorrect condition type",
          "The condition expression must be of type bool.",
          conditional,
          context);
    }
    boolean chosen = truth.asBoolean();
    diagnostics.addAll(chosen ? trueProblems : falseProblems);
    try {
      return Conversion.convert(chosen ? whenTrue : whenFalse, type.get());
    } catch (ConversionException e) {
      diagnostics.add(
          Diagnostic.error(
                  INCONSISTENT,
                  "The %s result value has the wrong type: %s.".formatted(chosen, e.getMessage()),
                  (chosen ? conditional.whenTrue() : conditional.whenFalse()).range())
              .within(conditional.range())
              .noting(
                  Notes.of(chosen ? conditional.whenTrue() : conditional.whenFalse(), context)));
      return Value.unknown(type.get());
    }
  }

  private Value wrong(
      String summary, String detail, Expression.Conditional conditional, EvalContext context) {
    diagnostics.add(
        Diagnostic.error(summary, detail, conditional.condition().range())
            .within(conditional.range())
            .noting(Notes.of(conditional.condition(), context)));
    return Value.DYNAMIC;
  }

  private static Optional<Type> commonType(Value whenTrue, Value whenFalse) {
    if (Evaluator.isUntypedNull(whenTrue)) {
      return Optional.of(whenFalse.type());
    }
    if (Evaluator.isUntypedNull(whenFalse)) {
      return Optional.of(whenTrue.type());
    }
    return whenTrue.type() == Type.DYNAMIC || whenFalse.type() == Type.DYNAMIC
        ? Optional.of(Type.DYNAMIC)
        : Conversion.unify(List.of(whenTrue.type(), whenFalse.type()));
  }

  private void inconsistent(
      Expression.Conditional conditional, Value whenTrue, Value whenFalse, EvalContext context) {
    SourceRange results =
        SourceRange.between(conditional.whenTrue().range(), conditional.whenFalse().range());
    diagnostics.add(
        Diagnostic.error(
                INCONSISTENT,
                "The true and false result expressions must have consistent types. The given"
                    + " expressions are %s and %s, respectively."
                        .formatted(whenTrue.type().friendlyName(), whenFalse.type().friendlyName()),
                results)
            .within(conditional.range())
            .noting(Notes.of(conditional, context)));
  }
}
