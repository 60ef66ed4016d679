package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.function.Selector;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the stanza for a stage in a workspace. */
final class Stages {
  private final BodyContent app;

  Stages(BodyContent app) {
    this.app = app;
  }

  /** The stanza that counts in a scope; without a scope the default one. */
  Optional<Block> block(Stage stage, Optional<ConfigScope> scope) {
    return switch (stage) {
      case BUILD -> top("build").map(block -> scoped(block, scope));
      case DEPLOY -> top("deploy").map(block -> scoped(block, scope));
      case RELEASE -> top("release").map(block -> scoped(block, scope));
      case REGISTRY -> registry(scope);
    };
  }

  private Optional<Block> top(String type) {
    return app.blocksOfType(type).stream().findFirst();
  }

  /** The registry of the build stanza that counts; its own scoping applies after that. */
  private Optional<Block> registry(Optional<ConfigScope> scope) {
    Optional<Block> build = top("build");
    return build
        .map(block -> scoped(block, scope))
        .flatMap(Stages::registryOf)
        .or(() -> build.flatMap(Stages::registryOf).filter(_ -> hasNoScopedRegistry(build)))
        .map(block -> scoped(block, scope));
  }

  private static boolean hasNoScopedRegistry(Optional<Block> build) {
    return build.stream()
        .flatMap(block -> content(block).blocks().stream())
        .filter(block -> block.type().equals("workspace") || block.type().equals("label"))
        .allMatch(block -> registryOf(block).isEmpty());
  }

  private static Optional<Block> registryOf(Block build) {
    return content(build).blocksOfType("registry").stream().findFirst();
  }

  private static BodyContent content(Block block) {
    return block.body().content(Schemas.BUILD, new Diagnostics());
  }

  private static Block scoped(Block stage, Optional<ConfigScope> scope) {
    if (scope.isEmpty()) {
      return stage;
    }
    BodyContent content = content(stage);
    Optional<Block> workspace =
        content.blocksOfType("workspace").stream()
            .filter(block -> block.labels().getFirst().equals(scope.get().workspace()))
            .findFirst();
    return workspace.or(() -> bySelector(content, scope.get())).orElse(stage);
  }

  private static Optional<Block> bySelector(BodyContent content, ConfigScope scope) {
    return content.blocksOfType("label").stream()
        .sorted(Comparator.comparingInt((Block block) -> -block.labels().getFirst().length()))
        .filter(block -> Selector.parse(block.labels().getFirst()).test(scope.labels()))
        .findFirst();
  }

  /** The plugins that any stanza names. */
  List<String> plugins() {
    List<String> plugins = new ArrayList<>();
    for (Block block : app.blocks()) {
      if (List.of("build", "deploy", "release").contains(block.type())) {
        collect(block, plugins);
      }
    }
    return plugins;
  }

  private static void collect(Block stage, List<String> plugins) {
    for (Block block : content(stage).blocks()) {
      switch (block.type()) {
        case "use" -> plugins.add(block.labels().getFirst());
        case "registry", "workspace", "label" -> collect(block, plugins);
        default -> {}
      }
    }
  }
}
