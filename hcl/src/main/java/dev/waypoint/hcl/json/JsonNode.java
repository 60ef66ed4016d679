package dev.waypoint.hcl.json;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Value;
import java.util.List;

/** A JSON value that knows its place. */
sealed interface JsonNode {
  /** The whole value. */
  SourceRange range();

  /** The value as an expression, in which strings are templates. */
  Expression toExpression();

  /** The part to point at for the beginning of the value. */
  default SourceRange startRange() {
    return range();
  }

  record Text(String value, SourceRange range) implements JsonNode {
    @Override
    public Expression toExpression() {
      return new Expression.JsonText(value, range);
    }
  }

  record Number(HclNumber value, SourceRange range) implements JsonNode {
    @Override
    public Expression toExpression() {
      return new Expression.Literal(Value.number(value), range);
    }
  }

  record Bool(boolean value, SourceRange range) implements JsonNode {
    @Override
    public Expression toExpression() {
      return new Expression.Literal(Value.bool(value), range);
    }
  }

  record Null(SourceRange range) implements JsonNode {
    @Override
    public Expression toExpression() {
      return new Expression.Literal(Value.NULL, range);
    }
  }

  record Array(List<JsonNode> elements, SourceRange range, SourceRange open) implements JsonNode {
    @Override
    public Expression toExpression() {
      return new Expression.Tuple(
          elements.stream().map(JsonNode::toExpression).toList(), range, open);
    }

    @Override
    public SourceRange startRange() {
      return open;
    }
  }

  record Object(List<Member> members, SourceRange range, SourceRange open, SourceRange close)
      implements JsonNode {
    @Override
    public Expression toExpression() {
      return new Expression.JsonObject(
          members.stream().map(Member::toExpression).toList(), range, open);
    }

    @Override
    public SourceRange startRange() {
      return open;
    }
  }

  /** A property of an object. */
  record Member(String name, SourceRange nameRange, JsonNode value) {
    Expression.JsonObject.Member toExpression() {
      return new Expression.JsonObject.Member(
          new Expression.JsonText(name, nameRange), value.toExpression());
    }
  }
}
