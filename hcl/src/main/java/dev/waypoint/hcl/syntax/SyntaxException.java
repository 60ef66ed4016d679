package dev.waypoint.hcl.syntax;

/** Leaves the part of the source that cannot be read; the problem has been reported. */
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SyntaxException() {
    super(null, null, false, false);
  }
}
