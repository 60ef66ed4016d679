package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.OutputEvent;
import java.util.ArrayList;
import java.util.List;

/** Remembers the last error of a job's output, which may have several lines, each an event. */
final class ShownErrors {
  private final List<String> last = new ArrayList<>();
  private boolean goesOn;

  void see(OutputEvent event) {
    boolean error = event.hasLine() && event.getLine().getStyle() == OutputEvent.Style.ERROR_STYLE;
    if (error) {
      if (!goesOn) {
        last.clear();
      }
      last.add(event.getLine().getText());
    }
    goesOn = error;
  }

  /** Whether a message was part of that error, however its lines were broken. */
  boolean haveShown(String message) {
    return !message.isBlank() && words(String.join(" ", last)).contains(words(message));
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
