package dev.waypoint.hcl.syntax;

import java.util.ArrayList;
import java.util.List;

/** Takes the indentation that all lines of a heredoc share away from them. */
final class Indentation {
  private Indentation() {}

  static void remove(List<TemplatePart> parts) {
    List<TemplatePart.Text> lineStarts = new ArrayList<>();
    int shared = Integer.MAX_VALUE;
    boolean lineStart = true;
    for (TemplatePart part : parts) {
      if (part instanceof TemplatePart.End) {
        break;
      }
      boolean text = part instanceof TemplatePart.Text;
      String value = part instanceof TemplatePart.Text plain ? plain.value() : "";
      boolean blankLine = text && Spaces.isBlank(value) && value.endsWith("\n");
      if (lineStart && !blankLine) {
        shared = Math.min(shared, indentation(value));
        if (part instanceof TemplatePart.Text plain) {
          lineStarts.add(plain);
        }
      }
      lineStart = value.endsWith("\n");
    }
    for (TemplatePart.Text line : lineStarts) {
      line.skip(Math.min(shared, line.value().length()));
    }
  }

  private static int indentation(String text) {
    return Spaces.leading(text);
  }
}
