package dev.waypoint.hcl.syntax;

import java.util.Optional;

/** Operators between two operands; a higher level binds tighter. */
public enum BinaryOperator {
  /** Either is true. */
  OR(1),
  /** Both are true. */
  AND(2),
  /** Same type and content. */
  EQUAL(3),
  /** Not {@link #EQUAL}. */
  NOT_EQUAL(3),
  /** Greater number. */
  GREATER(4),
  /** Greater or same number. */
  GREATER_EQUAL(4),
  /** Lesser number. */
  LESS(4),
  /** Lesser or same number. */
  LESS_EQUAL(4),
  /** Sum. */
  ADD(5),
  /** Difference. */
  SUBTRACT(5),
  /** Product. */
  MULTIPLY(6),
  /** Quotient. */
  DIVIDE(6),
  /** Remainder of the truncating division. */
  REMAINDER(6);

  private final int level;

  BinaryOperator(int level) {
    this.level = level;
  }

  int level() {
    return level;
  }

  static Optional<BinaryOperator> of(TokenType type) {
    return Optional.ofNullable(
        switch (type) {
          case OR -> OR;
          case AND -> AND;
          case EQUAL -> EQUAL;
          case NOT_EQUAL -> NOT_EQUAL;
          case GREATER -> GREATER;
          case GREATER_EQUAL -> GREATER_EQUAL;
          case LESS -> LESS;
          case LESS_EQUAL -> LESS_EQUAL;
          case PLUS -> ADD;
          case MINUS -> SUBTRACT;
          case STAR -> MULTIPLY;
          case SLASH -> DIVIDE;
          case PERCENT -> REMAINDER;
          default -> null;
        });
  }
}
