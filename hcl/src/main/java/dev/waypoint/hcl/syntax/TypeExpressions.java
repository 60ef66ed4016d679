package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.CodePointOrder;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads expressions that stand for types, such as {@code list(string)}. */
public final class TypeExpressions {
  private static final String INVALID = "Invalid type specification";

  private TypeExpressions() {}

  /** The type that an expression stands for; {@link Type#DYNAMIC} after a problem. */
  public static Type parse(Expression expression, Diagnostics diagnostics) {
    Expression direct = json(expression, diagnostics);
    Optional<String> keyword = keyword(direct);
    if (keyword.isPresent()) {
      return simple(keyword.get(), direct.range(), diagnostics);
    }
    if (!(direct instanceof Expression.Call call)) {
      return fail(
          "A type specification is either a primitive type keyword (bool, number, string) or a"
              + " complex type constructor call, like list(string).",
          direct.range(),
          diagnostics);
    }
    return switch (call.name()) {
      case "bool", "string", "number", "any" ->
          fail(
              "Primitive type keyword \"%s\" does not expect arguments.".formatted(call.name()),
              SourceRange.between(call.open(), call.close()),
              diagnostics);
      case "list" -> Type.list(element(call, diagnostics));
      case "set" -> Type.set(element(call, diagnostics));
      case "map" -> Type.map(element(call, diagnostics));
      case "object" -> object(call, diagnostics);
      case "tuple" -> tuple(call, diagnostics);
      default ->
          fail(
              "Keyword \"" + call.name() + "\" is not a valid type constructor.",
              call.range(),
              diagnostics);
    };
  }

  private static Expression json(Expression expression, Diagnostics diagnostics) {
    return expression instanceof Expression.JsonText text
        ? JsonTemplates.expression(text, diagnostics).orElse(expression)
        : expression;
  }

  /** The word, if an expression is nothing but one. */
  public static Optional<String> keyword(Expression expression) {
    if (expression instanceof Expression.Reference reference
        && reference.traversal().steps().isEmpty()) {
      return Optional.of(reference.traversal().root());
    }
    if (expression instanceof Expression.Literal literal) {
      Value value = literal.value();
      if (value.isNull()) {
        return Optional.of("null");
      }
      return value.type() == Type.BOOL
          ? Optional.of(Boolean.toString(value.asBoolean()))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static Type simple(String keyword, SourceRange range, Diagnostics diagnostics) {
    return switch (keyword) {
      case "bool" -> Type.BOOL;
      case "string" -> Type.STRING;
      case "number" -> Type.NUMBER;
      case "any" -> Type.DYNAMIC;
      case "list", "set", "map" ->
          fail(
              "The "
                  + keyword
                  + " type constructor requires one argument specifying the element type.",
              range,
              diagnostics);
      case "object" ->
          fail(
              "The object type constructor requires one argument specifying the attribute types"
                  + " and values as a map.",
              range,
              diagnostics);
      case "tuple" ->
          fail(
              "The tuple type constructor requires one argument specifying the element types as a"
                  + " list.",
              range,
              diagnostics);
      default ->
          fail(
              "The keyword \"" + keyword + "\" is not a valid type specification.",
              range,
              diagnostics);
    };
  }

  private static Type element(Expression.Call call, Diagnostics diagnostics) {
    return argument(
            call,
            "The "
                + call.name()
                + " type constructor requires one argument specifying the element type.",
            diagnostics)
        .map(element -> parse(element, diagnostics))
        .orElse(Type.DYNAMIC);
  }

  private static Optional<Expression> argument(
      Expression.Call call, String otherwise, Diagnostics diagnostics) {
    List<Expression> arguments = call.arguments();
    if (arguments.size() == 1) {
      return Optional.of(arguments.getFirst());
    }
    SourceRange brackets = SourceRange.between(call.open(), call.close());
    SourceRange subject = arguments.isEmpty() ? brackets : arguments.get(1).range();
    diagnostics.add(Diagnostic.error(INVALID, otherwise, subject).within(brackets));
    return Optional.empty();
  }

  private static Type object(Expression.Call call, Diagnostics diagnostics) {
    Optional<Expression> argument =
        argument(
            call,
            "The object type constructor requires one argument specifying the attribute types and"
                + " values as a map.",
            diagnostics);
    if (argument.isEmpty()) {
      return Type.DYNAMIC;
    }
    if (!(argument.get() instanceof Expression.ObjectLiteral literal)) {
      return fail(
          "Object type constructor requires a map whose keys are attribute names and whose values"
              + " are the corresponding attribute types.",
          argument.get().range(),
          call.range(),
          diagnostics);
    }
    Map<String, Type> attributes = new TreeMap<>(CodePointOrder.INSTANCE);
    for (Expression.ObjectLiteral.Item item : literal.items()) {
      Optional<String> name = ((Expression.ObjectKey) item.key()).keyword();
      if (name.isEmpty()) {
        fail(
            "Object constructor map keys must be attribute names.",
            item.key().range(),
            call.range(),
            diagnostics);
      } else {
        attributes.put(name.get(), parse(item.value(), diagnostics));
      }
    }
    return Type.object(attributes);
  }

  private static Type tuple(Expression.Call call, Diagnostics diagnostics) {
    Optional<Expression> argument =
        argument(
            call,
            "The tuple type constructor requires one argument specifying the element types as a"
                + " list.",
            diagnostics);
    if (argument.isEmpty()) {
      return Type.DYNAMIC;
    }
    if (!(argument.get() instanceof Expression.Tuple tuple)) {
      return fail(
          "Tuple type constructor requires a list of element types.",
          argument.get().range(),
          call.range(),
          diagnostics);
    }
    List<Type> elements = new ArrayList<>();
    tuple.items().forEach(item -> elements.add(parse(item, diagnostics)));
    return Type.tuple(elements);
  }

  private static Type fail(String detail, SourceRange subject, Diagnostics diagnostics) {
    diagnostics.error(INVALID, detail, subject);
    return Type.DYNAMIC;
  }

  private static Type fail(
      String detail, SourceRange subject, SourceRange context, Diagnostics diagnostics) {
    diagnostics.add(Diagnostic.error(INVALID, detail, subject).within(context));
    return Type.DYNAMIC;
  }
}
