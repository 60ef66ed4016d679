package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Tells the values of the variables in an expression that went wrong. */
final class Notes {
  private Notes() {}

  static List<String> of(Expression expression, EvalContext context) {
    if (!context.showsValues()) {
      return List.of();
    }
    TreeSet<String> notes = new TreeSet<>();
    for (Traversal traversal : expression.variables()) {
      context.variable(traversal.root()).ifPresent(root -> note(traversal, root, notes));
    }
    return new ArrayList<>(notes);
  }

  private static void note(Traversal traversal, Value root, TreeSet<String> notes) {
    Diagnostics problems = new Diagnostics();
    Value value = new Steps(problems).follow(root, traversal.steps());
    if (problems.hasErrors()) {
      return;
    }
    String description = describe(value);
    if (!description.isEmpty()) {
      notes.add(traversal + " " + description);
    }
  }

  private static String describe(Value value) {
    if (!value.isKnown()) {
      return "";
    }
    if (value.isNull()) {
      return "set to null";
    }
    return switch (value.type()) {
      case Type.Primitive primitive ->
          "as "
              + switch (primitive) {
                case STRING -> "\"" + value.asString() + "\"";
                case NUMBER -> value.asNumber().toString();
                case BOOL -> Boolean.toString(value.asBoolean());
              };
      case Type.ObjectType object ->
          object.attributes().size() == 1
              ? "as object with 1 attribute \""
                  + object.attributes().keySet().iterator().next()
                  + "\""
              : "as object with " + count(object.attributes().size(), "attribute");
      case Type.TupleType tuple -> "as tuple with " + count(tuple.elements().size(), "element");
      case Type.ListType _, Type.SetType _, Type.MapType _ ->
          value.size() == 0
              ? "as empty " + value.type().friendlyName()
              : "as " + value.type().friendlyName() + " with " + count(value.size(), "element");
      case Type.Dynamic _, Type.CapsuleType _ -> "as " + value.type().friendlyName();
    };
  }

  private static String count(int number, String noun) {
    return switch (number) {
      case 0 -> "no " + noun + "s";
      case 1 -> "1 " + noun;
      default -> number + " " + noun + "s";
    };
  }
}
