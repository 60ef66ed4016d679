package dev.waypoint.hcl.function;

import java.util.OptionalInt;

/** A call that a function refuses. The message is shown to the author of the configuration. */
public final class FunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int argument;

  /** A call that fails as a whole. */
  public FunctionException(String message) {
    this(-1, message);
  }

  /** A call that fails because of one argument, counted from zero. */
  public FunctionException(int argument, String message) {
    super(message, null, false, false);
    this.argument = argument;
  }

  /** The position of the argument at fault, if one is. */
  public OptionalInt argumentIndex() {
    return argument < 0 ? OptionalInt.empty() : OptionalInt.of(argument);
  }
}
