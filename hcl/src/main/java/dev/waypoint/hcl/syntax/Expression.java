package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Value;
import java.util.List;
import java.util.Optional;

/** An expression that has been read and not evaluated. */
public sealed interface Expression {
  /** Where the expression is. */
  SourceRange range();

  /** The part to point at for the beginning of the expression. */
  default SourceRange startRange() {
    return StartRanges.of(this);
  }

  /** The references that the value depends on, without those to variables of its own. */
  default List<Traversal> variables() {
    return Variables.of(this);
  }

  /** A constant. */
  record Literal(Value value, SourceRange range) implements Expression {}

  /** Text put together from parts. */
  record Template(List<Expression> parts, SourceRange range) implements Expression {
    public Template {
      parts = List.copyOf(parts);
    }

    /** Whether the template is one constant text. */
    public boolean isConstant() {
      return parts.stream().allMatch(Literal.class::isInstance);
    }
  }

  /** A template that is nothing but one interpolation; it keeps the type of its value. */
  record TemplateWrap(Expression wrapped, SourceRange range) implements Expression {}

  /** The texts of a template loop, joined. */
  record TemplateJoin(Expression parts, SourceRange range) implements Expression {}

  /** A reference to a variable. */
  record Reference(Traversal traversal, SourceRange range) implements Expression {}

  /** Steps into the value of any expression. */
  record Relative(Expression source, List<TraversalStep> steps, SourceRange range)
      implements Expression {
    public Relative {
      steps = List.copyOf(steps);
    }
  }

  /** An element by a computed key. */
  record Index(
      Expression collection,
      Expression key,
      SourceRange range,
      SourceRange open,
      SourceRange brackets)
      implements Expression {}

  /** The same expression for each element of a collection. */
  record Splat(Expression source, Expression each, SplatItem item, SourceRange range)
      implements Expression {}

  /** The element that the expression of a {@link Splat} begins with. */
  final class SplatItem implements Expression {
    private final SourceRange range;

    SplatItem(SourceRange range) {
      this.range = range;
    }

    @Override
    public SourceRange range() {
      return range;
    }
  }

  /** A call; with {@code spread} the last argument is a sequence of arguments. */
  record Call(
      String name,
      SourceRange nameRange,
      List<Expression> arguments,
      boolean spread,
      SourceRange range,
      SourceRange open,
      SourceRange close)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** One of two results. */
  record Conditional(
      Expression condition, Expression whenTrue, Expression whenFalse, SourceRange range)
      implements Expression {}

  /** An operation on two operands. */
  record Binary(BinaryOperator operator, Expression left, Expression right, SourceRange range)
      implements Expression {}

  /** An operation on one operand. */
  record Unary(UnaryOperator operator, Expression operand, SourceRange range)
      implements Expression {}

  /** A sequence of values. */
  record Tuple(List<Expression> items, SourceRange range, SourceRange open) implements Expression {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** Named values. */
  record ObjectLiteral(List<Item> items, SourceRange range, SourceRange open)
      implements Expression {
    public ObjectLiteral {
      items = List.copyOf(items);
    }

    /** A key and its value. */
    public record Item(Expression key, Expression value) {}
  }

  /** A key of an object, where a lone name stands for itself. */
  record ObjectKey(Expression wrapped, SourceRange range) implements Expression {
    /** The name that stands for itself, if the key is one. */
    public Optional<String> keyword() {
      return TypeExpressions.keyword(wrapped);
    }
  }

  /** A sequence or an object made from the elements of a collection. */
  record For(
      Optional<String> keyVariable,
      String valueVariable,
      Expression collection,
      Optional<Expression> key,
      Expression value,
      Optional<Expression> condition,
      boolean grouping,
      SourceRange range,
      SourceRange open)
      implements Expression {}

  /** An expression in parentheses. */
  record Parentheses(Expression inner, SourceRange range) implements Expression {}

  /** A string of the JSON syntax, which is a template when it is evaluated. */
  record JsonText(String text, SourceRange range) implements Expression {
    /** The template; problems in it go to the diagnostics, and then the result is empty. */
    public Optional<Expression> template(dev.waypoint.hcl.diagnostic.Diagnostics diagnostics) {
      return JsonTemplates.parse(text, range, diagnostics);
    }
  }

  /** An object of the JSON syntax. */
  record JsonObject(List<Member> members, SourceRange range, SourceRange open)
      implements Expression {
    public JsonObject {
      members = List.copyOf(members);
    }

    /** A name, which may be a template, and its value. */
    public record Member(JsonText name, Expression value) {}
  }
}
