package dev.waypoint.activities.config;

import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.function.Selector;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.BodySchema;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code env} of {@code config} stanzas, as it is for an application: the project's, over it
 * the application's; within each what is for matching labels, over it what is for the workspace.
 */
final class AppEnvironment {
  private static final BodySchema ROOT =
      BodySchema.builder().block("config").block("app", "name").build();
  private static final BodySchema APP = BodySchema.builder().block("config").build();
  private static final BodySchema CONFIG =
      BodySchema.builder()
          .optional("env")
          .block("workspace", "name")
          .block("label", "selector")
          .build();

  private final ConfigScope scope;
  private final EvalContext context;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Map<String, String> environment = new TreeMap<>();

  private AppEnvironment(String app, String path, ConfigScope scope) {
    this.scope = scope;
    this.context = context(app, path, scope);
  }

  /**
   * @throws HclException when a value cannot be evaluated
   */
  static Map<String, String> of(WaypointFile file, String app, String path, ConfigScope scope) {
    AppEnvironment reading = new AppEnvironment(app, path, scope);
    BodyContent root = reading.part(reading.parse(file), ROOT);
    root.blocksOfType("config").forEach(reading::read);
    root.blocksOfType("app").stream()
        .filter(block -> block.labels().getFirst().equals(app))
        .flatMap(block -> reading.part(block.body(), APP).blocksOfType("config").stream())
        .forEach(reading::read);
    reading.diagnostics.throwIfErrors();
    return reading.environment;
  }

  private Body parse(WaypointFile file) {
    SourceFile source = SourceFile.of(file.fileName(), file.content());
    return file.fileName().endsWith(".json")
        ? JsonParser.parseBody(source, diagnostics).orElseThrow()
        : Parser.parseBody(source, diagnostics);
  }

  private BodyContent part(Body body, BodySchema schema) {
    return body.partialContent(schema, new Diagnostics()).content();
  }

  private void read(Block config) {
    BodyContent content = part(config.body(), CONFIG);
    List<Block> levels = new ArrayList<>();
    levels.add(config);
    content.blocksOfType("label").stream()
        .filter(this::matchesLabels)
        .sorted(Comparator.comparingInt(block -> block.labels().getFirst().length()))
        .forEach(levels::add);
    content.blocksOfType("workspace").stream()
        .filter(block -> block.labels().getFirst().equalsIgnoreCase(scope.workspace()))
        .forEach(levels::add);
    levels.forEach(level -> part(level.body(), CONFIG).attribute("env").ifPresent(this::evaluate));
  }

  private boolean matchesLabels(Block block) {
    try {
      return Selector.parse(block.labels().getFirst()).test(scope.labels());
    } catch (IllegalArgumentException e) {
      diagnostics.error("Unusable label selector", e.getMessage(), block.headerRange());
      return false;
    }
  }

  private void evaluate(Attribute attribute) {
    Value value = Evaluator.evaluate(attribute.expression(), context, diagnostics);
    if (diagnostics.hasErrors()) {
      return;
    }
    try {
      Conversion.convert(value, Type.map(Type.STRING))
          .asMap()
          .forEach((name, text) -> environment.put(name, text.asString()));
    } catch (ConversionException | IllegalStateException e) {
      diagnostics.add(
          Diagnostic.error(
              "Unsuitable value",
              "\"env\" needs a map of strings: %s.".formatted(e.getMessage()),
              attribute.expression().range()));
    }
  }

  private static EvalContext context(String app, String path, ConfigScope scope) {
    Map<String, Value> values = new HashMap<>();
    values.put("app", Value.stringMap(Map.of("name", app)));
    values.put("workspace", Value.stringMap(Map.of("name", scope.workspace())));
    values.put("labels", Value.stringMap(scope.labels()));
    values.put("var", scope.variables().toObject());
    scope
        .projectDirectory()
        .ifPresent(
            directory ->
                values.put(
                    "path",
                    Value.stringMap(
                        Map.of(
                            "project", directory.toString(),
                            "pwd", directory.toString(),
                            "app", directory.resolve(path).normalize().toString()))));
    return EvalContext.of(values, scope.functions()).hidingValues();
  }
}
