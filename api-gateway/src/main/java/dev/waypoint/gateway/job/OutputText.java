package dev.waypoint.gateway.job;

import dev.waypoint.protocol.v1.OutputEvent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Output of a job as plain text. What a program wrote stays as it is; all else has own lines. */
final class OutputText {
  private boolean midLine;

  String of(OutputEvent event) {
    return switch (event.getEventCase()) {
      case LINE -> line(event.getLine().getText());
      case STATUS -> line(event.getStatus().getText());
      case RAW -> raw(event.getRaw().getData().toString(StandardCharsets.UTF_8));
      case NAMED_VALUES ->
          line(
              event.getNamedValues().getValuesList().stream()
                  .map(each -> each.getName() + ": " + each.getValue())
                  .collect(Collectors.joining("\n")));
      case TABLE -> line(table(event.getTable()));
      case EVENT_NOT_SET -> "";
    };
  }

  String line(String text) {
    String begin = midLine ? "\n" : "";
    midLine = false;
    return begin + text + "\n";
  }

  private String raw(String text) {
    if (!text.isEmpty()) {
      midLine = !text.endsWith("\n");
    }
    return text;
  }

  private static String table(OutputEvent.Table table) {
    String rows =
        table.getRowsList().stream()
            .map(row -> String.join(" | ", row.getCellsList()))
            .collect(Collectors.joining("\n"));
    return String.join(" | ", table.getHeadersList()) + "\n" + rows;
  }
}
