package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.Map;

/**
 * Attributes and blocks that have been read and are decoded by schema, as often as is wanted. No
 * expression is evaluated by that.
 */
public interface Body {
  /**
   * What the schema describes. Everything else in the body is an error, and so is what the schema
   * requires and the body has not.
   */
  BodyContent content(BodySchema schema, Diagnostics diagnostics);

  /** What the schema describes; the rest can be decoded later. */
  PartialContent partialContent(BodySchema schema, Diagnostics diagnostics);

  /** All attributes by name, in the order of the source; blocks are errors. */
  Map<String, Attribute> justAttributes(Diagnostics diagnostics);

  /** Where to point when something is missing. */
  SourceRange missingItemRange();
}
