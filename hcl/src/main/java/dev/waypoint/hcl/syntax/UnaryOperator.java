package dev.waypoint.hcl.syntax;

/** Operators before one operand. */
public enum UnaryOperator {
  /** Truth turned around. */
  NOT,
  /** Sign turned around. */
  NEGATE
}
