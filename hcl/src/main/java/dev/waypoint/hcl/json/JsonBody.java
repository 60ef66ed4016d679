package dev.waypoint.hcl.json;

import dev.waypoint.hcl.diagnostic.DeepStack;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.BodySchema;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.PartialContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A body in the JSON syntax: an object, or an array of objects. */
final class JsonBody implements Body {
  private static final String COMMENT = "//";
  private static final String WRONG_TYPE = "Incorrect JSON value type";

  private final JsonNode node;
  private final Set<String> hidden;

  JsonBody(JsonNode node) {
    this(node, Set.of());
  }

  private JsonBody(JsonNode node, Set<String> hidden) {
    this.node = node;
    this.hidden = hidden;
  }

  @Override
  public SourceRange missingItemRange() {
    return node instanceof JsonNode.Object object ? object.close() : node.startRange();
  }

  @Override
  public BodyContent content(BodySchema schema, Diagnostics diagnostics) {
    PartialContent partial = partialContent(schema, diagnostics);
    Set<String> taken = ((JsonBody) partial.remain()).hidden;
    List<JsonNode.Member> members = members(diagnostics);
    Set<String> given = new HashSet<>();
    members.forEach(member -> given.add(member.name()));
    for (JsonNode.Member member : members) {
      if (taken.contains(member.name()) || member.name().equals(COMMENT)) {
        continue;
      }
      List<String> known = new ArrayList<>();
      schema.attributes().forEach(attribute -> known.add(attribute.name()));
      schema.blocks().forEach(block -> known.add(block.type()));
      known.removeAll(given);
      diagnostics.add(
          Diagnostic.error(
                  "Extraneous JSON object property",
                  "No argument or block type is named \""
                      + member.name()
                      + "\"."
                      + Names.didYouMean(member.name(), known),
                  member.nameRange())
              .within(member.nameRange()));
    }
    return partial.content();
  }

  @Override
  public PartialContent partialContent(BodySchema schema, Diagnostics diagnostics) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    List<Block> blocks = new ArrayList<>();
    Set<String> taken = new HashSet<>(hidden);
    for (JsonNode.Member member : members(diagnostics)) {
      String name = member.name();
      if (hidden.contains(name)) {
        continue;
      }
      Optional<BodySchema.BlockSchema> block = schema.block(name);
      if (schema.attribute(name).isPresent()) {
        taken.add(name);
        addAttribute(member, attributes, "Duplicate argument", diagnostics);
      } else if (block.isPresent()) {
        taken.add(name);
        new Unpacking(block.get(), member.nameRange(), blocks, diagnostics)
            .unpack(member.value(), List.of(), List.of());
      }
    }
    for (BodySchema.AttributeSchema wanted : schema.attributes()) {
      if (wanted.required() && !attributes.containsKey(wanted.name())) {
        diagnostics.error(
            "Missing required argument",
            "The argument \"" + wanted.name() + "\" is required, but no definition was found.",
            missingItemRange());
      }
    }
    return new PartialContent(
        new BodyContent(attributes, blocks, missingItemRange()), new JsonBody(node, taken));
  }

  @Override
  public Map<String, Attribute> justAttributes(Diagnostics diagnostics) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (JsonNode.Member member : members(diagnostics)) {
      if (!hidden.contains(member.name()) && !member.name().equals(COMMENT)) {
        addAttribute(member, attributes, "Duplicate attribute definition", diagnostics);
      }
    }
    return attributes;
  }

  private static void addAttribute(
      JsonNode.Member member,
      Map<String, Attribute> attributes,
      String duplicate,
      Diagnostics diagnostics) {
    SourceRange range = SourceRange.between(member.nameRange(), member.value().range());
    Attribute attribute =
        new Attribute(
            member.name(), member.nameRange(), DeepStack.call(member.value()::toExpression), range);
    Attribute earlier = attributes.putIfAbsent(member.name(), attribute);
    if (earlier != null) {
      diagnostics.error(
          duplicate,
          "The argument \"%s\" was already set at %s."
              .formatted(member.name(), earlier.nameRange()),
          member.nameRange());
    }
  }

  private List<JsonNode.Member> members(Diagnostics diagnostics) {
    return deepMembers(node, Optional.empty(), diagnostics);
  }

  /** The properties of an object, or of all objects in an array. */
  private static List<JsonNode.Member> deepMembers(
      JsonNode value, Optional<String> labelName, Diagnostics diagnostics) {
    List<JsonNode.Member> members = new ArrayList<>();
    switch (value) {
      case JsonNode.Object object -> members.addAll(object.members());
      case JsonNode.Null _ -> {}
      case JsonNode.Array array -> {
        for (JsonNode element : array.elements()) {
          if (element instanceof JsonNode.Object object) {
            members.addAll(object.members());
          } else {
            wrongType(element, labelName, false, diagnostics);
          }
        }
      }
      case JsonNode.Text _, JsonNode.Number _, JsonNode.Bool _ ->
          wrongType(value, labelName, true, diagnostics);
    }
    return members;
  }

  private static void wrongType(
      JsonNode value, Optional<String> labelName, boolean arrayToo, Diagnostics diagnostics) {
    String what = arrayToo ? "Either a JSON object or JSON array of objects" : "A JSON object";
    String purpose =
        labelName
            .map(name -> "to specify " + name + " labels for this block.")
            .orElse("to define arguments and child blocks.");
    diagnostics.error(WRONG_TYPE, what + " is required here, " + purpose, value.startRange());
  }

  /** Makes blocks from nested objects, one level for each label. */
  private record Unpacking(
      BodySchema.BlockSchema schema,
      SourceRange typeRange,
      List<Block> blocks,
      Diagnostics diagnostics) {

    void unpack(JsonNode value, List<String> labels, List<SourceRange> labelRanges) {
      if (labels.size() == schema.labelNames().size()) {
        bodies(value, labels, labelRanges);
        return;
      }
      String labelName = schema.labelNames().get(labels.size());
      List<JsonNode.Member> members =
          deepMembers(value, Optional.of(labelName), diagnostics).stream()
              .filter(member -> !member.name().equals(COMMENT))
              .toList();
      if (members.isEmpty()) {
        diagnostics.error(
            "Missing block label",
            "At least one object property is required, whose name represents the %s block's %s."
                .formatted(schema.type(), labelName),
            value.startRange());
        return;
      }
      for (JsonNode.Member member : members) {
        List<String> deeper = new ArrayList<>(labels);
        deeper.add(member.name());
        List<SourceRange> deeperRanges = new ArrayList<>(labelRanges);
        deeperRanges.add(member.nameRange());
        unpack(member.value(), deeper, deeperRanges);
      }
    }

    private void bodies(JsonNode value, List<String> labels, List<SourceRange> labelRanges) {
      switch (value) {
        case JsonNode.Null _ -> {}
        case JsonNode.Object object -> add(object, object.open(), labels, labelRanges);
        case JsonNode.Array array -> {
          for (JsonNode element : array.elements()) {
            add(element, array.open(), labels, labelRanges);
          }
        }
        case JsonNode.Text _, JsonNode.Number _, JsonNode.Bool _ ->
            diagnostics.error(
                WRONG_TYPE,
                "Either a JSON object or a JSON array is required, representing the contents of"
                    + " one or more \"%s\" blocks.".formatted(schema.type()),
                value.startRange());
      }
    }

    private void add(
        JsonNode body, SourceRange open, List<String> labels, List<SourceRange> labelRanges) {
      blocks.add(
          new Block(schema.type(), typeRange, labels, labelRanges, new JsonBody(body), open, open));
    }
  }
}
