package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.List;

/**
 * A nested body with a type and labels.
 *
 * @param headerRange the type and the labels
 * @param openRange where the body begins
 */
public record Block(
    String type,
    SourceRange typeRange,
    List<String> labels,
    List<SourceRange> labelRanges,
    Body body,
    SourceRange headerRange,
    SourceRange openRange) {
  public Block {
    labels = List.copyOf(labels);
    labelRanges = List.copyOf(labelRanges);
  }
}
