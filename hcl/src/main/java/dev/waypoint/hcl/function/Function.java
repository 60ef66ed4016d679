package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A function of the language. Expressions reach it through {@link FunctionCall}, which counts and
 * converts the arguments, refuses nulls and answers unknown for unknown arguments, so that an
 * implementation sees only what its parameters ask for.
 *
 * <p>Implementations are thread-safe. The same arguments should give the same result, except where
 * the function reads the clock or a file.
 */
public interface Function {
  /** The parameters that every call gives, in order. */
  List<Parameter> parameters();

  /** The parameter for all further arguments, if the function takes any number of them. */
  Optional<Parameter> variadic();

  /** Whether the function wants to see lists, maps and the like with unknown elements in them. */
  default boolean takesUnknownElements() {
    return false;
  }

  /**
   * The type of the result for the converted arguments, of which some may be unknown.
   *
   * @throws FunctionException if no call with these arguments can succeed
   */
  Type returnType(List<Value> arguments);

  /**
   * Calls the function with converted arguments.
   *
   * @throws FunctionException if the function refuses them
   */
  Value call(List<Value> arguments);

  /** Starts the definition of a function. */
  static Builder builder() {
    return new Builder();
  }

  /** The part of a function that computes. */
  @FunctionalInterface
  interface Body {
    /** Computes the result; may throw {@link FunctionException}. */
    Value call(List<Value> arguments);
  }

  /** The part of a function that tells the type of its result. */
  @FunctionalInterface
  interface ReturnType {
    /** The type for these arguments; may throw {@link FunctionException}. */
    Type of(List<Value> arguments);
  }

  /** Defines a function from its parts. The return type is {@link Type#DYNAMIC} by default. */
  final class Builder {
    private final List<Parameter> parameters = new ArrayList<>();
    private Parameter variadic;
    private ReturnType returnType = _ -> Type.DYNAMIC;
    private boolean unknownElements;

    private Builder() {}

    /** Adds a parameter that takes neither null nor unknown arguments. */
    public Builder parameter(String name, Type type) {
      return parameter(Parameter.of(name, type));
    }

    /** Adds a parameter. */
    public Builder parameter(Parameter parameter) {
      parameters.add(Objects.requireNonNull(parameter, "parameter is null"));
      return this;
    }

    /** Takes any number of further arguments, neither null nor unknown. */
    public Builder variadic(String name, Type type) {
      return variadic(Parameter.of(name, type));
    }

    /** Takes any number of further arguments. */
    public Builder variadic(Parameter parameter) {
      variadic = Objects.requireNonNull(parameter, "parameter is null");
      return this;
    }

    /** Takes arguments that are known but have unknown elements. */
    public Builder unknownElements() {
      unknownElements = true;
      return this;
    }

    /** Declares a return type that does not depend on the arguments. */
    public Builder returns(Type type) {
      Objects.requireNonNull(type, "type is null");
      return returns(_ -> type);
    }

    /** Declares a return type that depends on the arguments. */
    public Builder returns(ReturnType type) {
      returnType = Objects.requireNonNull(type, "type is null");
      return this;
    }

    /** Completes the definition. */
    public Function body(Body body) {
      return new DefinedFunction(
          parameters, Optional.ofNullable(variadic), returnType, body, unknownElements);
    }
  }
}
