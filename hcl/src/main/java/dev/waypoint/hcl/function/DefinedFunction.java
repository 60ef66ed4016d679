package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A function put together by {@link Function.Builder}. */
record DefinedFunction(
    List<Parameter> parameters,
    Optional<Parameter> variadic,
    Function.ReturnType type,
    Function.Body body,
    boolean takesUnknownElements)
    implements Function {
  DefinedFunction {
    parameters = List.copyOf(parameters);
    Objects.requireNonNull(body, "body is null");
  }

  @Override
  public Type returnType(List<Value> arguments) {
    return type.of(arguments);
  }

  @Override
  public Value call(List<Value> arguments) {
    return body.call(arguments);
  }
}
