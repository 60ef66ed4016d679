package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.syntax.TraversalStep;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The other values that one value of a {@code config} stanza refers to. */
final class ConfigReferences {
  private final ConfigEvaluation evaluation;
  private final ConfigLevel level;
  private final Diagnostics diagnostics;
  private final Map<ConfigKind, Map<String, Value>> known = new EnumMap<>(ConfigKind.class);
  private final List<Traversal> pending = new ArrayList<>();

  ConfigReferences(ConfigEvaluation evaluation, ConfigLevel level, Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.level = level;
    this.diagnostics = diagnostics;
  }

  /** The references to values that are not known before a config source delivers something. */
  List<Traversal> pending() {
    return pending;
  }

  /** The context with the values that are known. */
  EvalContext context(EvalContext outer) {
    Map<String, Value> kinds = new TreeMap<>();
    known.forEach((kind, values) -> kinds.put(kind.word(), Value.object(values)));
    return outer
        .withVariables(Map.of("config", Value.object(kinds)))
        .withFunctions(DynamicCalls.REFUSALS);
  }

  /** Evaluates what a reference means; false if that has failed or there is nothing like it. */
  boolean add(Traversal traversal) {
    List<TraversalStep> steps = traversal.steps();
    Optional<String> word = steps.isEmpty() ? Optional.empty() : name(steps.getFirst());
    Optional<ConfigKind> kind = word.flatMap(ConfigKind::of);
    if (kind.isEmpty()) {
      diagnostics.error(
          "Unknown configuration value",
          "References are written config.env.NAME, config.internal.NAME or config.file[\"PATH\"].",
          traversal.range());
      return false;
    }
    Optional<String> name = steps.size() < 2 ? Optional.empty() : name(steps.get(1));
    if (name.isPresent()) {
      return add(traversal, kind.get(), name.get());
    }
    boolean complete = true;
    for (String each : names(kind.get(), traversal)) {
      complete &= add(traversal, kind.get(), each);
    }
    known.computeIfAbsent(kind.get(), _ -> new TreeMap<>());
    return complete;
  }

  static Optional<String> name(TraversalStep step) {
    return switch (step) {
      case TraversalStep.Attribute attribute -> Optional.of(attribute.name());
      case TraversalStep.Index index ->
          index.key().isPresent() && index.key().type() == Type.STRING
              ? Optional.of(index.key().asString())
              : Optional.empty();
    };
  }

  private boolean add(Traversal traversal, ConfigKind kind, String name) {
    Optional<ConfigCell> cell = find(traversal, kind, name);
    if (cell.isEmpty()) {
      diagnostics.error(
          "Unknown configuration value",
          "There is no config.%s.%s here.%s"
              .formatted(kind.word(), name, Names.didYouMean(name, names(kind, traversal))),
          traversal.range());
      return false;
    }
    evaluation.run(cell.get(), traversal.range());
    Optional<ConfigContent> content = cell.get().content;
    if (content.isEmpty()) {
      return false;
    }
    if (content.get() instanceof ConfigContent.Text text) {
      known.computeIfAbsent(kind, _ -> new TreeMap<>()).put(name, Value.string(text.text()));
    } else {
      pending.add(traversal);
    }
    return true;
  }

  private Optional<ConfigCell> find(Traversal traversal, ConfigKind kind, String name) {
    for (Optional<ConfigLevel> at = Optional.of(level); at.isPresent(); at = at.get().outer) {
      if (!at.get().cells(kind).containsKey(name)) {
        at.get().wholes.get(kind).forEach(whole -> evaluation.run(whole, traversal.range()));
      }
      ConfigCell cell = at.get().cells(kind).get(name);
      if (cell != null) {
        return Optional.of(cell);
      }
    }
    return Optional.empty();
  }

  private Set<String> names(ConfigKind kind, Traversal traversal) {
    Set<String> names = new TreeSet<>();
    for (Optional<ConfigLevel> at = Optional.of(level); at.isPresent(); at = at.get().outer) {
      at.get().wholes.get(kind).stream()
          .filter(whole -> whole.state == ConfigCell.State.WAITING)
          .forEach(whole -> evaluation.run(whole, traversal.range()));
      names.addAll(at.get().cells(kind).keySet());
    }
    return names;
  }
}
