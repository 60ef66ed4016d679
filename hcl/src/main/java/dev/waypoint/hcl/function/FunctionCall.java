package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls functions with arguments that have not been checked yet. */
public final class FunctionCall {
  /** What is said when a function fails in a way that it does not explain. */
  static final String UNUSABLE = "it cannot use these arguments";

  private FunctionCall() {}

  /**
   * Checks and converts the arguments, then calls the function. The result is unknown when an
   * argument is that the function does not want to see.
   *
   * @throws FunctionException if the arguments do not fit, or the function refuses them
   */
  public static Value invoke(Function function, List<Value> arguments) {
    requireCount(function, arguments.size());
    List<Value> converted = new ArrayList<>(arguments.size());
    boolean unknown = false;
    boolean untyped = false;
    for (int i = 0; i < arguments.size(); i++) {
      Parameter parameter = parameterAt(function, i);
      Value argument = convert(parameter, arguments.get(i), i, untyped);
      converted.add(argument);
      if (!parameter.allowUnknown()) {
        unknown |=
            function.takesUnknownElements() ? !argument.isKnown() : !argument.isWhollyKnown();
        untyped |= argument.type() == Type.DYNAMIC;
      }
    }
    if (unknown) {
      return untyped ? Value.DYNAMIC : Value.unknown(function.returnType(converted));
    }
    try {
      if (!untyped) {
        function.returnType(converted);
      }
      return function.call(converted);
    } catch (FunctionException e) {
      throw e;
    } catch (ArithmeticException e) {
      throw new FunctionException(e.getMessage());
    } catch (RuntimeException _) {
      throw new FunctionException(UNUSABLE);
    }
  }

  /** The parameter that the argument at a position belongs to. */
  public static Parameter parameterAt(Function function, int position) {
    return position < function.parameters().size()
        ? function.parameters().get(position)
        : function.variadic().orElseThrow();
  }

  private static void requireCount(Function function, int count) {
    int least = function.parameters().size();
    Optional<Parameter> more = function.variadic();
    if (count < least || (more.isEmpty() && count > least)) {
      throw new FunctionException(
          "wrong number of arguments (%d required; %d given)".formatted(least, count));
    }
  }

  private static Value convert(Parameter parameter, Value argument, int position, boolean untyped) {
    if (argument.isNull() && !parameter.allowNull() && !untyped) {
      throw new FunctionException(position, "argument must not be null");
    }
    try {
      return Conversion.convert(argument, parameter.type());
    } catch (ConversionException e) {
      throw new FunctionException(position, e.getMessage());
    }
  }
}
