package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.Optional;

/** A piece of a template, before loops and conditions are put together. */
sealed interface TemplatePart {
  SourceRange range();

  /** Plain text; strip markers and flush heredocs shorten it. */
  final class Text implements TemplatePart {
    private SourceRange range;
    private String value;

    Text(String value, SourceRange range) {
      this.value = value;
      this.range = range;
    }

    @Override
    public SourceRange range() {
      return range;
    }

    String value() {
      return value;
    }

    void replace(String shorter) {
      value = shorter;
    }

    /** Takes single-byte chars away from the beginning. */
    void skip(int count) {
      value = value.substring(count);
      SourcePos start = range.start();
      range =
          new SourceRange(
              range.file(),
              new SourcePos(start.line(), start.column() + count, start.offset() + count),
              range.end());
    }
  }

  record Interpolation(Expression expression, SourceRange range) implements TemplatePart {}

  record If(Expression condition, SourceRange range) implements TemplatePart {}

  record Else(SourceRange range) implements TemplatePart {}

  record EndIf(SourceRange range) implements TemplatePart {}

  record For(
      Optional<String> keyVariable, String valueVariable, Expression collection, SourceRange range)
      implements TemplatePart {}

  record EndFor(SourceRange range) implements TemplatePart {}

  record End(SourceRange range) implements TemplatePart {}
}
