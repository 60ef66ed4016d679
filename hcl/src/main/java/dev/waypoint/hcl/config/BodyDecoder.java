package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.BodySchema;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes bodies into plain Java objects. */
public final class BodyDecoder {
  private final EvalContext context;
  private final Diagnostics diagnostics;
  private final boolean unknownAllowed;

  private BodyDecoder(EvalContext context, Diagnostics diagnostics, boolean unknownAllowed) {
    this.context = context;
    this.diagnostics = diagnostics;
    this.unknownAllowed = unknownAllowed;
  }

  /**
   * The attributes and blocks that a schema describes, by name: {@link String}, {@link
   * java.math.BigDecimal}, {@link Boolean}, {@link List}, {@link Map}. A block is a map, a repeated
   * block a list of maps; its labels are in the map under the names of the labels. What is not
   * given and has no default is absent.
   *
   * @throws HclException with everything that does not fit, each with its place
   */
  public static Map<String, Object> decode(Body body, DecodeSchema schema, EvalContext context) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, Object> decoded = new BodyDecoder(context, diagnostics, false).decode(body, schema);
    diagnostics.throwIfErrors();
    return decoded;
  }

  /** What {@link #decode} would complain about, but for values that are not known yet. */
  public static List<Diagnostic> check(Body body, DecodeSchema schema, EvalContext context) {
    Diagnostics diagnostics = new Diagnostics();
    new BodyDecoder(context, diagnostics, true).decode(body, schema);
    return diagnostics.list();
  }

  /**
   * All attributes of a body by name, of whatever types; blocks are errors.
   *
   * @throws HclException with everything that is wrong
   */
  public static Map<String, Object> decodeAttributes(Body body, EvalContext context) {
    Diagnostics diagnostics = new Diagnostics();
    BodyDecoder decoder = new BodyDecoder(context, diagnostics, false);
    Map<String, Object> decoded = new LinkedHashMap<>();
    for (Attribute attribute : body.justAttributes(diagnostics).values()) {
      decoder.put(decoded, attribute, DecodeSchema.AttributeRule.optional(Type.DYNAMIC));
    }
    diagnostics.throwIfErrors();
    return decoded;
  }

  private Map<String, Object> decode(Body body, DecodeSchema schema) {
    BodySchema.Builder builder = BodySchema.builder();
    schema
        .attributes()
        .forEach(
            (name, rule) -> {
              if (rule.required()) {
                builder.required(name);
              } else {
                builder.optional(name);
              }
            });
    schema
        .blocks()
        .forEach((type, rule) -> builder.block(type, rule.labelNames().toArray(String[]::new)));
    BodyContent content = body.content(builder.build(), diagnostics);
    Map<String, Object> decoded = new LinkedHashMap<>();
    schema
        .attributes()
        .forEach(
            (name, rule) -> {
              Attribute attribute = content.attributes().get(name);
              if (attribute != null) {
                put(decoded, attribute, rule);
              }
              if (rule.defaultValue() != null) {
                decoded.putIfAbsent(name, rule.defaultValue());
              }
            });
    schema.blocks().forEach((type, rule) -> blocks(decoded, content, type, rule));
    return decoded;
  }

  private void put(
      Map<String, Object> decoded, Attribute attribute, DecodeSchema.AttributeRule rule) {
    Value value = Reading.value(attribute, rule.type(), context, diagnostics).orElse(Value.NULL);
    if (value.isNull() || unknownAllowed && !value.isWhollyKnown()) {
      return;
    }
    try {
      decoded.put(attribute.name(), PlainValues.toJava(value));
    } catch (IllegalArgumentException e) {
      diagnostics.error(
          "Unsuitable value",
          "The value of \"" + attribute.name() + "\" cannot be used: " + e.getMessage() + ".",
          attribute.expression().range());
    }
  }

  private void blocks(
      Map<String, Object> decoded, BodyContent content, String type, DecodeSchema.BlockRule rule) {
    List<Block> blocks = content.blocksOfType(type);
    if (rule.required() && blocks.isEmpty()) {
      diagnostics.error(
          "Missing block",
          "A block of type \"" + type + "\" is required, but there is none.",
          content.missingItemRange());
    }
    if (!rule.repeated()) {
      for (Block extra : blocks.subList(Math.min(1, blocks.size()), blocks.size())) {
        diagnostics.error(
            "Duplicate block",
            "Only one block of type \"%s\" is allowed; the first is at %s."
                .formatted(type, blocks.getFirst().headerRange()),
            extra.headerRange());
      }
    }
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Block block : blocks) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < rule.labelNames().size(); i++) {
        map.put(rule.labelNames().get(i), block.labels().get(i));
      }
      map.putAll(decode(block.body(), rule.schema()));
      maps.add(map);
    }
    if (rule.repeated()) {
      decoded.put(type, maps);
    } else if (!maps.isEmpty()) {
      decoded.put(type, maps.getFirst());
    }
  }
}
