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

  /** What is wrong with a number that is no whole number of 64 bits. */
  static final String NOT_WHOLE =
      "value must be a whole number, between %d and %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE);

  /** A whole number of 64 bits; the words come before what is wrong with another one. */
  static long wholeLong(List<Value> arguments, int position, String words) {
    HclNumber number = arguments.get(position).asNumber();
    if (!number.isWhole() || !number.fitsLong()) {
      throw new FunctionException(words + NOT_WHOLE);
    }
    return number.longValueExact();
  }

  static boolean isListOrTuple(Value value) {
    return value.type() instanceof Type.ListType || value.type() instanceof Type.TupleType;
  }

  /** Strings in the order of their UTF-8 bytes. */
  static Comparator<Value> byCodePoint() {
    return Comparator.comparing(
        value -> value.asString().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
  }
}
