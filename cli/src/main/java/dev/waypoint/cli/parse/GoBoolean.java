package dev.waypoint.cli.parse;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The spellings of true and false that flags and environment variables may use. */
public final class GoBoolean implements ITypeConverter<Boolean> {
  @Override
  public Boolean convert(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new TypeConversionException("'" + text + "' is neither true nor false");
    };
  }

  /**
   * The value of an environment variable.
   *
   * @throws IllegalArgumentException if it is neither true nor false, with a message for people
   */
  public static boolean parse(String name, String text) {
    try {
      return new GoBoolean().convert(text);
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException(
          "%s: %s; use true or false".formatted(name, e.getMessage()), e);
    }
  }
}
