package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.function.Selector;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.BodySchema;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the shape of a whole file, without evaluating what depends on anything. */
final class StructureCheck {
  private static final int LONGEST_LABEL = 255;
  private static final Pattern HOST =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  private final Diagnostics diagnostics;

  StructureCheck(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void root(BodyContent root) {
    root.attribute("labels").ifPresent(this::labels);
    Map<String, Block> pipelines = new HashMap<>();
    Map<String, Block> apps = new HashMap<>();
    for (Block block : root.blocks()) {
      switch (block.type()) {
        case "runner" -> runner(block);
        case "plugin" -> plugin(block);
        case "config" -> config(block, Schemas.CONFIG);
        case "pipeline" -> {
          unique(pipelines, block, "pipeline");
          pipeline(block);
        }
        case "app" -> {
          unique(apps, block, "application");
          app(block);
        }
        default -> {}
      }
    }
    atMostOne(root, "runner");
  }

  private void unique(Map<String, Block> seen, Block block, String what) {
    String name = block.labels().getFirst();
    SourceRange place = block.labelRanges().getFirst();
    if (name.isBlank()) {
      diagnostics.error("Missing name", "The name of the " + what + " is empty.", place);
    }
    Block earlier = seen.putIfAbsent(name, block);
    if (earlier != null) {
      diagnostics.error(
          "Duplicate " + what,
          "There is already a %s named \"%s\", at %s. Names must be unique."
              .formatted(what, name, earlier.headerRange()),
          place);
    }
  }

  private BodyContent content(Block block, BodySchema schema) {
    return block.body().content(schema, diagnostics);
  }

  private void runner(Block block) {
    BodyContent content = content(block, Schemas.RUNNER);
    atMostOne(content, "data_source");
    atMostOne(content, "poll");
    for (Block inner : content.blocks()) {
      if (inner.type().equals("poll")) {
        content(inner, Schemas.POLL);
      } else if (inner.labels().getFirst().equals("git")) {
        content(inner, Schemas.GIT);
      } else {
        diagnostics.error(
            "Unknown data source",
            "The data source \"%s\" is not known. The only one is \"git\"."
                .formatted(inner.labels().getFirst()),
            inner.labelRanges().getFirst());
      }
    }
  }

  private void atMostOne(BodyContent content, String type) {
    List<Block> blocks = content.blocksOfType(type);
    for (Block extra : blocks.subList(Math.min(1, blocks.size()), blocks.size())) {
      diagnostics.error(
          "Duplicate \"" + type + "\" stanza",
          "Only one \"%s\" stanza is allowed here; the first is at %s."
              .formatted(type, blocks.getFirst().headerRange()),
          extra.headerRange());
    }
  }

  private void plugin(Block block) {
    BodyContent content = content(block, Schemas.PLUGIN);
    content.blocks().forEach(type -> content(type, Schemas.PLUGIN_TYPE));
  }

  private void config(Block block, BodySchema schema) {
    for (Block inner : content(block, schema).blocks()) {
      switch (inner.type()) {
        case "runner" -> config(inner, Schemas.CONFIG_RUNNER);
        case "label" -> {
          selector(inner);
          config(inner, Schemas.CONFIG);
        }
        default -> config(inner, Schemas.CONFIG);
      }
    }
  }

  private void selector(Block block) {
    try {
      Selector.parse(block.labels().getFirst());
    } catch (IllegalArgumentException e) {
      diagnostics.error("Invalid label selector", e.getMessage(), block.labelRanges().getFirst());
    }
  }

  private void pipeline(Block block) {
    BodyContent content = content(block, Schemas.PIPELINE);
    content.attribute("labels").ifPresent(this::labels);
    if (content.blocksOfType("step").isEmpty()) {
      diagnostics.error(
          "Missing step",
          "The pipeline \"" + block.labels().getFirst() + "\" needs at least one \"step\" stanza.",
          block.headerRange());
    }
    Map<String, Block> steps = new HashMap<>();
    for (Block step : content.blocks()) {
      unique(steps, step, "step");
      BodyContent inner = content(step, Schemas.STEP);
      int ways = inner.blocks().size();
      if (ways != 1) {
        diagnostics.error(
            ways == 0 ? "Missing \"use\" stanza" : "Too many stanzas",
            "The step \"%s\" needs exactly one \"use\" or \"pipeline\" stanza."
                .formatted(step.labels().getFirst()),
            step.headerRange());
      }
      inner.blocksOfType("pipeline").forEach(this::pipeline);
    }
  }

  private void app(Block app) {
    BodyContent content = content(app, Schemas.APP);
    content.attribute("labels").ifPresent(this::labels);
    content.attribute("path").ifPresent(this::path);
    for (String required : List.of("build", "deploy")) {
      if (content.blocksOfType(required).isEmpty()) {
        diagnostics.error(
            "'" + required + "' stanza required",
            "The application \"%s\" has no \"%s\" stanza."
                .formatted(app.labels().getFirst(), required),
            app.headerRange());
      }
    }
    for (String type : List.of("build", "deploy", "release", "runner", "url")) {
      atMostOne(content, type);
    }
    for (Block block : content.blocks()) {
      switch (block.type()) {
        case "runner" -> runner(block);
        case "config" -> config(block, Schemas.CONFIG);
        case "url" -> content(block, Schemas.URL);
        case "build" -> stage(block, Schemas.BUILD, true);
        case "deploy" -> stage(block, Schemas.STAGE, true);
        default -> stage(block, Schemas.STAGE, false);
      }
    }
  }

  private void stage(Block stage, BodySchema schema, boolean useRequired) {
    BodyContent content = content(stage, schema);
    content.attribute("labels").ifPresent(this::labels);
    atMostOne(content, "use");
    atMostOne(content, "registry");
    List<Block> uses = content.blocksOfType("use");
    boolean scoped =
        !content.blocksOfType("workspace").isEmpty() || !content.blocksOfType("label").isEmpty();
    if (uses.isEmpty() && (useRequired || !scoped)) {
      missingUse(stage);
    }
    for (Block block : content.blocks()) {
      switch (block.type()) {
        case "hook" -> hook(block);
        case "registry" -> stage(block, Schemas.STAGE, false);
        case "workspace" -> scoped(block, schema);
        case "label" -> {
          selector(block);
          scoped(block, schema);
        }
        default -> {}
      }
    }
  }

  private void scoped(Block block, BodySchema schema) {
    BodyContent content = content(block, schema);
    atMostOne(content, "use");
    if (content.blocksOfType("use").isEmpty()) {
      missingUse(block);
    }
    content.blocksOfType("hook").forEach(this::hook);
    content.blocksOfType("registry").forEach(inner -> stage(inner, Schemas.STAGE, false));
    for (Block inner : content.blocks()) {
      if (inner.type().equals("workspace") || inner.type().equals("label")) {
        diagnostics.error(
            "Unexpected \"" + inner.type() + "\" stanza",
            "A stanza for a workspace or for labels cannot be inside another one.",
            inner.headerRange());
      }
    }
  }

  private void missingUse(Block block) {
    diagnostics.error(
        "Missing \"use\" stanza",
        "The \"%s\" stanza needs a \"use\" stanza that names a plugin, such as use \"docker\" {}."
            .formatted(block.type()),
        block.headerRange());
  }

  private void hook(Block hook) {
    BodyContent content = content(hook, Schemas.HOOK);
    content.attribute("when").ifPresent(a -> oneOf(a, List.of("before", "after")));
    content.attribute("on_failure").ifPresent(a -> oneOf(a, List.of("fail", "continue")));
  }

  private void oneOf(Attribute attribute, List<String> allowed) {
    Optional<String> given = Reading.constant(attribute.expression());
    if (given.isPresent() && !allowed.contains(given.get())) {
      diagnostics.error(
          "Unsuitable value",
          "The argument \"%s\" is \"%s\", but must be one of: %s.%s"
              .formatted(
                  attribute.name(),
                  given.get(),
                  String.join(", ", allowed),
                  Names.didYouMean(given.get(), allowed)),
          attribute.expression().range());
    }
  }

  private void labels(Attribute labels) {
    switch (labels.expression()) {
      case Expression.ObjectLiteral object -> {
        for (Expression.ObjectLiteral.Item item : object.items()) {
          if (item.key() instanceof Expression.ObjectKey key) {
            Optional<String> name = key.keyword().or(() -> Reading.constant(key.wrapped()));
            name.ifPresent(text -> label(text, Reading.constant(item.value()), key.range()));
          }
        }
      }
      case Expression.JsonObject object ->
          object
              .members()
              .forEach(
                  member ->
                      label(
                          member.name().text(),
                          Reading.constant(member.value()),
                          member.name().range()));
      default -> {}
    }
  }

  private void label(String name, Optional<String> value, SourceRange range) {
    if (name.length() > LONGEST_LABEL
        || value.filter(text -> text.length() > LONGEST_LABEL).isPresent()) {
      diagnostics.error(
          "Long label",
          "Names and values of labels have up to %d characters.".formatted(LONGEST_LABEL),
          range);
    }
    int slash = name.indexOf('/');
    if (slash >= 0 && !HOST.matcher(name.substring(0, slash)).matches()) {
      diagnostics.error(
          "Unsuitable label",
          ("What stands before the \"/\" of a label must be a host name, such as example.org/team;"
                  + " \"%s\" is none.")
              .formatted(name.substring(0, slash)),
          range);
    }
    if (name.startsWith("waypoint/")) {
      diagnostics.error(
          "Reserved label",
          "Labels that begin with \"waypoint/\" are set by the system. Choose another name for"
              + " \"%s\".".formatted(name),
          range);
    }
  }

  private void path(Attribute path) {
    Reading.constant(path.expression())
        .flatMap(text -> AppPaths.problem(text, path.expression().range()))
        .ifPresent(this::add);
  }

  private void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }
}
