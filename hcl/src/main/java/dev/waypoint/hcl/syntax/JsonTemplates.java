package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.Optional;

/** Reads the strings of the JSON syntax as templates and expressions. */
final class JsonTemplates {
  private JsonTemplates() {}

  static Optional<Expression> parse(String text, SourceRange range, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Optional<Expression> template = Parser.parseTemplate(range.file(), text, inside(range), own);
    diagnostics.addAll(own);
    return template;
  }

  /** The expression that a string holds, where an expression is wanted and not a template. */
  static Optional<Expression> expression(Expression.JsonText text, Diagnostics diagnostics) {
    SourceFile file = SourceFile.of(text.range().file().name(), text.text());
    return Parser.parseExpression(file, diagnostics);
  }

  private static SourcePos inside(SourceRange range) {
    SourcePos start = range.start();
    return new SourcePos(start.line(), start.column() + 1, start.offset() + 1);
  }
}
