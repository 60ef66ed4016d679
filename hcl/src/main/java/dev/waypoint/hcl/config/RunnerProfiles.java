package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.List;
import java.util.Optional;

/** Evaluates the names of runner profiles. */
final class RunnerProfiles {
  private static final String PURPOSE = "The runner profile";

  private final WaypointFile file;
  private final BodyContent root;

  RunnerProfiles(WaypointFile file, BodyContent root) {
    this.file = file;
    this.root = root;
  }

  Optional<String> evaluate(String app, ConfigScope scope) {
    Optional<Attribute> own = ofApp(app);
    if (own.isPresent()) {
      String path = file.app(app).constantPath();
      Optional<String> name = evaluate(own.get(), scope, scope.appContext(app, path));
      if (name.isPresent()) {
        return name;
      }
    }
    Optional<Attribute> shared = profile(root.blocksOfType("runner"));
    EvalContext context =
        app != null && file.hasApp(app)
            ? scope.appContext(app, file.app(app).constantPath())
            : scope.rootContext();
    return shared.flatMap(attribute -> evaluate(attribute, scope, context));
  }

  Optional<String> template(String app) {
    return ofApp(app)
        .or(() -> profile(root.blocksOfType("runner")))
        .map(attribute -> attribute.expression().range().text());
  }

  private Optional<Attribute> ofApp(String app) {
    return root.blocksOfType("app").stream()
        .filter(block -> block.labels().getFirst().equals(app))
        .findFirst()
        .map(block -> block.body().partialContent(Schemas.APP, new Diagnostics()).content())
        .flatMap(content -> profile(content.blocksOfType("runner")));
  }

  private static Optional<Attribute> profile(List<Block> runners) {
    return runners.stream()
        .findFirst()
        .map(block -> block.body().partialContent(Schemas.RUNNER, new Diagnostics()).content())
        .flatMap(content -> content.attribute("profile"));
  }

  private Optional<String> evaluate(Attribute attribute, ConfigScope scope, EvalContext context) {
    Diagnostics diagnostics = new Diagnostics();
    VariableUse use = new VariableUse(file.variables(), scope.variables());
    use.check(attribute.expression(), PURPOSE, diagnostics);
    diagnostics.throwIfErrors();
    Diagnostics evaluation = new Diagnostics();
    Value value = Evaluator.evaluate(attribute.expression(), context, evaluation);
    if ((evaluation.hasErrors() || value.isNull())
        && use.reportNulls(attribute.expression(), PURPOSE, diagnostics)) {
      diagnostics.throwIfErrors();
    }
    evaluation.throwIfErrors();
    String name = "";
    if (!value.isPresent()) {
      diagnostics.error(
          "Runner profile without a value",
          PURPOSE
              + " is null or depends on something that is not known yet. Give it a text; an"
              + " empty one stands for the default profile.",
          attribute.expression().range());
    } else {
      try {
        name = Conversion.convert(value, Type.STRING).asString();
      } catch (ConversionException e) {
        diagnostics.error(
            "Unsuitable value type",
            PURPOSE + " must be a text: " + e.getMessage() + ".",
            attribute.expression().range());
      }
    }
    diagnostics.throwIfErrors();
    return Optional.of(name).filter(text -> !text.isBlank());
  }
}
