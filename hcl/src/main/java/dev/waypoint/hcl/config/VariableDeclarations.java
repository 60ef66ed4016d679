package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.TypeExpressions;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code variable} stanzas. */
final class VariableDeclarations {
  private final Diagnostics diagnostics;

  VariableDeclarations(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<VariableDeclaration> read(List<Block> blocks) {
    Map<String, VariableDeclaration> found = new LinkedHashMap<>();
    for (Block block : blocks) {
      String name = block.labels().getFirst();
      SourceRange place = block.labelRanges().getFirst();
      if (!Names.isIdentifier(name)) {
        diagnostics.error(
            "Invalid variable name",
            ("\"%s\" cannot be the name of a variable: a name begins with a letter or "
                    + "an underscore and has only letters, digits, underscores and hyphens.")
                .formatted(name),
            place);
      }
      VariableDeclaration declaration = read(name, block);
      VariableDeclaration earlier = found.putIfAbsent(name, declaration);
      if (earlier != null) {
        diagnostics.error(
            "Duplicate variable",
            "The variable \"%s\" was already declared at %s.".formatted(name, earlier.range()),
            place);
      }
    }
    return new ArrayList<>(found.values());
  }

  private VariableDeclaration read(String name, Block block) {
    BodyContent content = block.body().content(Schemas.VARIABLE, diagnostics);
    Optional<Type> declared =
        content
            .attribute("type")
            .map(attribute -> TypeExpressions.parse(attribute.expression(), diagnostics));
    Optional<Attribute> given = content.attribute("default");
    Optional<Expression.Call> call = given.map(Attribute::expression).flatMap(DynamicCalls::find);
    Optional<DynamicValue> dynamic = Optional.empty();
    Optional<Value> value = Optional.empty();
    if (call.isPresent()) {
      requireDynamicType(declared, call.get());
      dynamic = DynamicCalls.read(call.get(), EvalContext.CONSTANTS, diagnostics);
    } else if (given.isPresent()) {
      value =
          Reading.value(
              given.get(), declared.orElse(Type.DYNAMIC), EvalContext.CONSTANTS, diagnostics);
    }
    Type type =
        declared.orElseGet(
            () -> given.isEmpty() || call.isPresent() ? Type.DYNAMIC : typeOfDefault(given.get()));
    Reading reading = new Reading(content, EvalContext.CONSTANTS, diagnostics);
    return new VariableDeclaration(
        name,
        type,
        type.toString(),
        value,
        dynamic,
        reading.strings("env"),
        reading.bool("sensitive"),
        reading.string("description", ""),
        block.headerRange());
  }

  private static Type typeOfDefault(Attribute given) {
    return Reading.value(given, Type.DYNAMIC, EvalContext.CONSTANTS, new Diagnostics())
        .map(Value::type)
        .orElse(Type.DYNAMIC);
  }

  private void requireDynamicType(Optional<Type> type, Expression expression) {
    if (type.isPresent() && (type.get() == Type.NUMBER || type.get() == Type.BOOL)) {
      diagnostics.error(
          "Unsuitable dynamic default",
          "A default that a config source delivers is a string or a structure, and no "
              + type.get().friendlyName()
              + ".",
          expression.range());
    }
  }
}
