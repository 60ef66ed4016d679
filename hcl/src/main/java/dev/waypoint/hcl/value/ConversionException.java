package dev.waypoint.hcl.value;

/** A value that cannot be converted; the message says what was required instead. */
public final class ConversionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Tells what was required. */
  public ConversionException(String message) {
    super(message, null, false, false);
  }
}
