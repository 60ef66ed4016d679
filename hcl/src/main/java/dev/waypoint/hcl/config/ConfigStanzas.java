package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.DeepStack;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Evaluates the {@code config} stanzas of a file. */
final class ConfigStanzas {
  private final WaypointFile file;
  private final BodyContent root;
  private final ConfigScope scope;

  ConfigStanzas(WaypointFile file, BodyContent root, ConfigScope scope) {
    this.file = file;
    this.root = root;
    this.scope = scope;
  }

  /**
   * The values for the whole project and, if one is named, for an application.
   *
   * @param wanted tells which targets are evaluated; others only where these refer to them
   */
  List<ConfigVariable> evaluate(Optional<String> app, Predicate<ConfigTarget> wanted) {
    return DeepStack.call(() -> evaluateHere(app, wanted));
  }

  private List<ConfigVariable> evaluateHere(Optional<String> app, Predicate<ConfigTarget> wanted) {
    Diagnostics diagnostics = new Diagnostics();
    ConfigLevels levels = new ConfigLevels(diagnostics);
    ConfigLevel project =
        levels.add(
            root.blocksOfType("config"),
            Optional.empty(),
            ConfigTarget.PROJECT,
            scope.rootContext());
    for (Block block : root.blocksOfType("app")) {
      String name = block.labels().getFirst();
      if (app.filter(name::equals).isPresent()) {
        levels.add(
            block.body().content(Schemas.APP, new Diagnostics()).blocksOfType("config"),
            Optional.of(project),
            ConfigTarget.PROJECT.forApp(name),
            scope.appContext(name, file.app(name).path(scope)));
      }
    }
    ConfigEvaluation evaluation = new ConfigEvaluation(diagnostics);
    List<ConfigVariable> variables = new ArrayList<>();
    levels.all().stream()
        .filter(level -> wanted.test(level.target))
        .forEach(level -> variables.addAll(evaluation.variables(level)));
    diagnostics.throwIfErrors();
    variables.sort(ConfigVariable.BY_NAME);
    return variables;
  }
}
