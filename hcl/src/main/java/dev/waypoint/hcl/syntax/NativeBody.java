package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A body in the native syntax. */
public final class NativeBody implements Body {
  private final Map<String, Attribute> attributes;
  private final List<NativeBlock> blocks;
  private final SourceRange range;
  private final Set<String> hiddenAttributes;
  private final Set<String> hiddenBlocks;

  NativeBody(Map<String, Attribute> attributes, List<NativeBlock> blocks, SourceRange range) {
    this(
        Collections.unmodifiableMap(new LinkedHashMap<>(attributes)),
        List.copyOf(blocks),
        range,
        Set.of(),
        Set.of());
  }

  private NativeBody(
      Map<String, Attribute> attributes,
      List<NativeBlock> blocks,
      SourceRange range,
      Set<String> hiddenAttributes,
      Set<String> hiddenBlocks) {
    this.attributes = attributes;
    this.blocks = blocks;
    this.range = range;
    this.hiddenAttributes = hiddenAttributes;
    this.hiddenBlocks = hiddenBlocks;
  }

  /** All attributes in the order of the source, whatever a schema may say. */
  public Map<String, Attribute> attributes() {
    return attributes;
  }

  /** All blocks in the order of the source, whatever a schema may say. */
  public List<NativeBlock> blocks() {
    return blocks;
  }

  /** The whole body, with its braces. */
  public SourceRange range() {
    return range;
  }

  @Override
  public SourceRange missingItemRange() {
    return range.atStart();
  }

  @Override
  public BodyContent content(BodySchema schema, Diagnostics diagnostics) {
    PartialContent partial = partialContent(schema, diagnostics);
    NativeBody rest = (NativeBody) partial.remain();
    for (Attribute attribute : attributes.values()) {
      if (!rest.hiddenAttributes.contains(attribute.name())) {
        unexpectedAttribute(attribute, schema, diagnostics);
      }
    }
    for (NativeBlock block : blocks) {
      if (!rest.hiddenBlocks.contains(block.type())) {
        unexpectedBlock(block, schema, diagnostics);
      }
    }
    return partial.content();
  }

  private void unexpectedAttribute(
      Attribute attribute, BodySchema schema, Diagnostics diagnostics) {
    String name = attribute.name();
    List<String> unused =
        schema.attributeNames().stream().filter(known -> !attributes.containsKey(known)).toList();
    String hint = Names.didYouMean(name, unused);
    if (hint.isEmpty() && schema.block(name).isPresent()) {
      hint = " Did you mean to define a block of type \"" + name + "\"?";
    }
    diagnostics.error(
        "Unsupported argument",
        "An argument named \"" + name + "\" is not expected here." + hint,
        attribute.nameRange());
  }

  private void unexpectedBlock(NativeBlock block, BodySchema schema, Diagnostics diagnostics) {
    String type = block.type();
    String hint = Names.didYouMean(type, schema.blockTypes());
    if (hint.isEmpty() && schema.attribute(type).isPresent()) {
      hint =
          " Did you mean to define argument \""
              + type
              + "\"? If so, use the equals sign to assign it a value.";
    }
    diagnostics.error(
        "Unsupported block type",
        "Blocks of type \"" + type + "\" are not expected here." + hint,
        block.typeRange());
  }

  @Override
  public PartialContent partialContent(BodySchema schema, Diagnostics diagnostics) {
    Map<String, Attribute> found = new LinkedHashMap<>();
    Set<String> takenAttributes = new HashSet<>(hiddenAttributes);
    for (BodySchema.AttributeSchema wanted : schema.attributes()) {
      Attribute attribute = attributes.get(wanted.name());
      if (attribute != null && !hiddenAttributes.contains(wanted.name())) {
        found.put(wanted.name(), attribute);
        takenAttributes.add(wanted.name());
      } else if (wanted.required()) {
        diagnostics.error(
            "Missing required argument",
            "The argument \"" + wanted.name() + "\" is required, but no definition was found.",
            missingItemRange());
      }
    }
    List<Block> foundBlocks = new ArrayList<>();
    Set<String> takenBlocks = new HashSet<>(hiddenBlocks);
    schema.blocks().forEach(wanted -> takenBlocks.add(wanted.type()));
    for (NativeBlock block : blocks) {
      Optional<BodySchema.BlockSchema> wanted = schema.block(block.type());
      if (wanted.isPresent()
          && !hiddenBlocks.contains(block.type())
          && labelsFit(block, wanted.get(), diagnostics)) {
        foundBlocks.add(block.toBlock());
      }
    }
    Body rest = new NativeBody(attributes, blocks, range, takenAttributes, takenBlocks);
    return new PartialContent(new BodyContent(found, foundBlocks, missingItemRange()), rest);
  }

  private static boolean labelsFit(
      NativeBlock block, BodySchema.BlockSchema wanted, Diagnostics diagnostics) {
    List<String> names = wanted.labelNames();
    int given = block.labels().size();
    if (given > names.size()) {
      SourceRange extra = block.labelRanges().get(names.size());
      String detail =
          names.isEmpty()
              ? "No labels are expected for " + wanted.type() + " blocks."
              : "Only %d labels (%s) are expected for %s blocks."
                  .formatted(names.size(), String.join(", ", names), wanted.type());
      diagnostics.add(
          Diagnostic.error("Extraneous label for " + wanted.type(), detail, extra)
              .within(SourceRange.between(block.typeRange(), block.openBrace())));
      return false;
    }
    if (given < names.size()) {
      diagnostics.add(
          Diagnostic.error(
                  "Missing " + names.get(given) + " for " + wanted.type(),
                  "All %s blocks must have %d labels (%s)."
                      .formatted(wanted.type(), names.size(), String.join(", ", names)),
                  block.openBrace())
              .within(SourceRange.between(block.typeRange(), block.openBrace())));
      return false;
    }
    return true;
  }

  @Override
  public Map<String, Attribute> justAttributes(Diagnostics diagnostics) {
    for (NativeBlock block : blocks) {
      if (!hiddenBlocks.contains(block.type())) {
        diagnostics.error(
            "Unexpected \"" + block.type() + "\" block",
            "Blocks are not allowed here.",
            block.typeRange());
        break;
      }
    }
    Map<String, Attribute> visible = new LinkedHashMap<>(attributes);
    visible.keySet().removeAll(hiddenAttributes);
    return visible;
  }
}
