package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What functions ask of their arguments. */
final class Arguments {
  private Arguments() {}

  /** A whole number that fits an int. */
  static int whole(List<Value> arguments, int position) {
    HclNumber number = arguments.get(position).asNumber();
    if (!number.isWhole()) {
      throw new FunctionException(position, "a whole number is required");
    }
    if (!number.fitsInt()) {
      throw new FunctionException(position, "a whole number of at most 32 bits is required");
    }
    return number.intValueExact();
  }

  /** Strings in the order of their UTF-8 bytes. */
  static Comparator<Value> byCodePoint() {
    return Comparator.comparing(
        value -> value.asString().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
  }

  /** Refuses everything but a list, a set or a tuple. */
  static void requireSequence(List<Value> arguments, int position, String message) {
    Type type = arguments.get(position).type();
    if (!type.isSequence() && type != Type.DYNAMIC) {
      throw new FunctionException(position, message);
    }
  }
}
