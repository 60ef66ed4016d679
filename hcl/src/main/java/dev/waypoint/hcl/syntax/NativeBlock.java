package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.List;

/** A block in the native syntax, with every place that a tool may want to know. */
public record NativeBlock(
    String type,
    SourceRange typeRange,
    List<String> labels,
    List<SourceRange> labelRanges,
    NativeBody body,
    SourceRange openBrace,
    SourceRange closeBrace) {
  public NativeBlock {
    labels = List.copyOf(labels);
    labelRanges = List.copyOf(labelRanges);
  }

  /** The block as a schema finds it. */
  Block toBlock() {
    SourceRange last = labelRanges.isEmpty() ? typeRange : labelRanges.getLast();
    return new Block(
        type,
        typeRange,
        labels,
        labelRanges,
        body,
        SourceRange.between(typeRange, last),
        openBrace);
  }
}
