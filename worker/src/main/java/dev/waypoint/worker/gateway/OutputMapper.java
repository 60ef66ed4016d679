package dev.waypoint.worker.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.waypoint.activities.gateway.OutputEvent;
import java.time.Instant;

/** Output events as they travel. */
final class OutputMapper {
  private OutputMapper() {}

  static dev.waypoint.protocol.v1.OutputEvent event(OutputEvent event) {
    dev.waypoint.protocol.v1.OutputEvent.Builder builder =
        dev.waypoint.protocol.v1.OutputEvent.newBuilder().setTime(timestamp(event.time()));
    switch (event) {
      case OutputEvent.Line line ->
          builder.getLineBuilder().setText(line.text()).setStyle(style(line.style()));
      case OutputEvent.Status status ->
          builder
              .getStatusBuilder()
              .setStep(status.step())
              .setText(status.text())
              .setMark(mark(status.mark()));
      case OutputEvent.Raw raw ->
          builder.getRawBuilder().setData(ByteString.copyFrom(raw.data())).setStderr(raw.stderr());
      case OutputEvent.NamedValues values ->
          values
              .values()
              .forEach(
                  (name, value) ->
                      builder
                          .getNamedValuesBuilder()
                          .addValuesBuilder()
                          .setName(name)
                          .setValue(value));
      case OutputEvent.Table table -> {
        builder.getTableBuilder().addAllHeaders(table.headers());
        table.rows().forEach(row -> builder.getTableBuilder().addRowsBuilder().addAllCells(row));
      }
    }
    return builder.build();
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static dev.waypoint.protocol.v1.OutputEvent.Style style(OutputEvent.Style style) {
    return switch (style) {
      case PLAIN -> dev.waypoint.protocol.v1.OutputEvent.Style.PLAIN;
      case HEADER -> dev.waypoint.protocol.v1.OutputEvent.Style.HEADER;
      case INFO -> dev.waypoint.protocol.v1.OutputEvent.Style.INFO;
      case SUCCESS -> dev.waypoint.protocol.v1.OutputEvent.Style.SUCCESS_STYLE;
      case WARNING -> dev.waypoint.protocol.v1.OutputEvent.Style.WARNING;
      case ERROR -> dev.waypoint.protocol.v1.OutputEvent.Style.ERROR_STYLE;
    };
  }

  private static dev.waypoint.protocol.v1.OutputEvent.Status.Mark mark(OutputEvent.Mark mark) {
    return switch (mark) {
      case RUNNING -> dev.waypoint.protocol.v1.OutputEvent.Status.Mark.RUNNING_MARK;
      case DONE -> dev.waypoint.protocol.v1.OutputEvent.Status.Mark.DONE;
      case FAILED -> dev.waypoint.protocol.v1.OutputEvent.Status.Mark.FAILED_MARK;
      case WARNED -> dev.waypoint.protocol.v1.OutputEvent.Status.Mark.WARNED;
    };
  }
}
