package dev.waypoint.cli.terminal;

import dev.waypoint.protocol.v1.OutputEvent;
import java.util.List;

/** Shows the output of an operation, event by event. */
public final class EventPrinter {
  private final OutputRenderer renderer;

  public EventPrinter(OutputRenderer renderer) {
    this.renderer = renderer;
  }

  public void print(OutputEvent event) {
    switch (event.getEventCase()) {
      case LINE -> renderer.line(style(event.getLine().getStyle()), event.getLine().getText());
      case STATUS -> status(event.getStatus());
      case RAW -> renderer.raw(event.getRaw().getData().toByteArray(), event.getRaw().getStderr());
      case NAMED_VALUES ->
          renderer.fields(
              event.getNamedValues().getValuesList().stream()
                  .map(value -> new Field(value.getName(), value.getValue()))
                  .toList());
      case TABLE ->
          renderer.table(
              new Table(
                  event.getTable().getHeadersList(),
                  event.getTable().getRowsList().stream()
                      .map(row -> List.copyOf(row.getCellsList()))
                      .toList()));
      case EVENT_NOT_SET -> {}
    }
  }

  private void status(OutputEvent.Status status) {
    renderer.step(
        status.getStep(),
        status.getText().isEmpty() ? status.getStep() : status.getText(),
        switch (status.getMark()) {
          case RUNNING_MARK, UNRECOGNIZED -> StepMark.RUNNING;
          case DONE -> StepMark.DONE;
          case FAILED_MARK -> StepMark.FAILED;
          case WARNED -> StepMark.WARNED;
        });
  }

  private static Style style(OutputEvent.Style style) {
    return switch (style) {
      case PLAIN, UNRECOGNIZED -> Style.PLAIN;
      case HEADER -> Style.HEADER;
      case INFO -> Style.INFO;
      case SUCCESS_STYLE -> Style.SUCCESS;
      case WARNING -> Style.WARNING;
      case ERROR_STYLE -> Style.ERROR;
    };
  }
}
