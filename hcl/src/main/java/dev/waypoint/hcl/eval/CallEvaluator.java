package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.FunctionCall;
import dev.waypoint.hcl.function.FunctionException;
import dev.waypoint.hcl.function.Parameter;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls functions for expressions. */
final class CallEvaluator {
  private final Evaluator evaluator;
  private final Diagnostics diagnostics;

  CallEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.diagnostics = evaluator.diagnostics;
  }

  /** An argument: an expression to evaluate, or a value that a spread argument held. */
  private record Argument(Expression expression, Optional<Value> value) {
    SourceRange place() {
      return value.isPresent() ? expression.range() : expression.startRange();
    }
  }

  Value call(Expression.Call call, EvalContext context) {
    Optional<Function> function = context.function(call.name());
    if (function.isEmpty()) {
      return unknownFunction(call, context);
    }
    Optional<List<Argument>> arguments = arguments(call, context);
    if (arguments.isEmpty() || !countFits(call, function.get(), arguments.get(), context)) {
      return Value.DYNAMIC;
    }
    int before = diagnostics.count();
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < arguments.get().size(); i++) {
      Argument argument = arguments.get().get(i);
      Parameter parameter = FunctionCall.parameterAt(function.get(), i);
      Value value =
          argument.value().orElseGet(() -> evaluator.value(argument.expression(), context));
      values.add(convert(call, argument, parameter, value, context));
    }
    if (diagnostics.count() > before) {
      return Value.DYNAMIC;
    }
    try {
      return FunctionCall.invoke(function.get(), values);
    } catch (FunctionException e) {
      return failed(call, function.get(), arguments.get(), e, context);
    }
  }

  private Value unknownFunction(Expression.Call call, EvalContext context) {
    if (context.allowsFunctions()) {
      diagnostics.add(
          Diagnostic.error(
                  "Call to unknown function",
                  "There is no function named \"" + call.name() + "\".",
                  call.nameRange())
              .within(call.range())
              .noting(Notes.of(call, context)));
    } else {
      diagnostics.error(
          "Function calls not allowed", "Functions may not be called here.", call.range());
    }
    return Value.DYNAMIC;
  }

  private Optional<List<Argument>> arguments(Expression.Call call, EvalContext context) {
    List<Argument> arguments = new ArrayList<>();
    call.arguments().forEach(e -> arguments.add(new Argument(e, Optional.empty())));
    if (!call.spread()) {
      return Optional.of(arguments);
    }
    Expression last = arguments.removeLast().expression();
    int before = diagnostics.count();
    Value sequence = evaluator.value(last, context);
    if (diagnostics.count() > before) {
      return Optional.empty();
    }
    if (sequence.type() != Type.DYNAMIC && !sequence.type().isSequence()) {
      spreadError(call, last, "must be of a tuple, list, or set type", context);
      return Optional.empty();
    }
    if (sequence.isNull()) {
      spreadError(call, last, "must not be null", context);
      return Optional.empty();
    }
    if (!sequence.isKnown()) {
      return Optional.empty();
    }
    sequence.elements().forEach(value -> arguments.add(new Argument(last, Optional.of(value))));
    return Optional.of(arguments);
  }

  private void spreadError(
      Expression.Call call, Expression argument, String requirement, EvalContext context) {
    diagnostics.add(
        Diagnostic.error(
                "Invalid expanding argument value",
                "The expanding argument (indicated by ...) " + requirement + ".",
                argument.range())
            .within(call.range())
            .noting(Notes.of(argument, context)));
  }

  private boolean countFits(
      Expression.Call call, Function function, List<Argument> arguments, EvalContext context) {
    int count = arguments.size();
    List<Parameter> parameters = function.parameters();
    SourceRange whole = SourceRange.between(call.nameRange(), call.close());
    if (count < parameters.size()) {
      String least = function.variadic().isPresent() ? " at least" : "";
      diagnostics.add(
          Diagnostic.error(
                  "Not enough function arguments",
                  "Function \"%s\" expects%s %d argument(s). Missing value for \"%s\"."
                      .formatted(
                          call.name(), least, parameters.size(), parameters.get(count).name()),
                  call.close())
              .within(whole)
              .noting(Notes.of(call, context)));
      return false;
    }
    if (count > parameters.size() && function.variadic().isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
                  "Too many function arguments",
                  "Function \"%s\" expects only %d argument(s)."
                      .formatted(call.name(), parameters.size()),
                  arguments.get(parameters.size()).place())
              .within(whole)
              .noting(Notes.of(call, context)));
      return false;
    }
    return true;
  }

  private Value convert(
      Expression.Call call,
      Argument argument,
      Parameter parameter,
      Value value,
      EvalContext context) {
    try {
      return Conversion.convert(value, parameter.type());
    } catch (ConversionException e) {
      invalidArgument(call, argument, parameter, e.getMessage(), context);
      return Value.unknown(parameter.type());
    }
  }

  private void invalidArgument(
      Expression.Call call,
      Argument argument,
      Parameter parameter,
      String reason,
      EvalContext context) {
    Expression expression = argument.expression();
    boolean spread = argument.value().isPresent();
    diagnostics.add(
        Diagnostic.error(
                "Invalid function argument",
                "Invalid value for \"" + parameter.name() + "\" parameter: " + reason + ".",
                argument.place())
            .within(call.range())
            .noting(spread ? List.of() : Notes.of(expression, context)));
  }

  private Value failed(
      Expression.Call call,
      Function function,
      List<Argument> arguments,
      FunctionException problem,
      EvalContext context) {
    int index = problem.argumentIndex().orElse(-1);
    if (index >= 0 && index < arguments.size()) {
      Parameter parameter = FunctionCall.parameterAt(function, index);
      Argument argument = arguments.get(index);
      invalidArgument(call, argument, parameter, problem.getMessage(), context);
    } else {
      diagnostics.add(
          Diagnostic.error(
                  "Error in function call",
                  "Call to function \"%s\" failed: %s."
                      .formatted(call.name(), problem.getMessage()),
                  call.startRange())
              .within(call.range())
              .noting(Notes.of(call, context)));
    }
    return Value.DYNAMIC;
  }
}
