package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.Record;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The latest records of apps, for people. */
final class StatusView {
  private StatusView() {}

  static Table table(List<Record> records, Clock clock, boolean verbose) {
    return table(records, clock, false, verbose);
  }

  /**
   * @param ofMany whether they are of more than one project
   */
  static Table table(List<Record> records, Clock clock, boolean ofMany, boolean verbose) {
    List<String> headers =
        List.of("App", "What", "Version", "State", "Component", "URL", "When", "Message");
    return new Table(
        project(ofMany, "Project", with(headers, verbose, "Job", "ID")),
        records.stream()
            .map(
                record ->
                    project(
                        ofMany, record.getApplication().getProject(), row(record, clock, verbose)))
            .toList());
  }

  private static List<String> row(Record record, Clock clock, boolean verbose) {
    return with(
        List.of(
            record.getApplication().getApplication(),
            what(record.getKind()),
            record.getSequence() > 0 ? "v" + record.getSequence() : "",
            state(record),
            record.getComponent(),
            record.getUrl(),
            Times.ago(
                record.hasCompleteTime() ? record.getCompleteTime() : record.getStartTime(), clock),
            record.getMessage()),
        verbose,
        record.getJobId(),
        record.getId());
  }

  private static List<String> project(boolean shown, String name, List<String> cells) {
    return shown ? Stream.concat(Stream.of(name), cells.stream()).toList() : cells;
  }

  private static List<String> with(List<String> cells, boolean verbose, String... more) {
    return verbose ? Stream.concat(cells.stream(), Stream.of(more)).toList() : cells;
  }

  private static String what(Record.Kind kind) {
    return switch (kind) {
      case BUILD_RECORD -> "build";
      case ARTIFACT_RECORD -> "artifact";
      case DEPLOYMENT_RECORD -> "deployment";
      case RELEASE_RECORD -> "release";
      case STATUS_REPORT_RECORD -> "health";
      case KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String state(Record record) {
    if (!record.getHealth().isEmpty()) {
      return record.getHealth();
    }
    return record.getDestroyed() ? "destroyed" : Words.lower(record.getStatus());
  }
}
