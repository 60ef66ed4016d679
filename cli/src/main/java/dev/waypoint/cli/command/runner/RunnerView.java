package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.Runner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Runners for people. */
final class RunnerView {
  private RunnerView() {}

  static Table table(List<Runner> runners, Clock clock) {
    return new Table(
        List.of("ID", "State", "Kind", "Labels", "Online", "Busy", "Last Seen"),
        runners.stream()
            .map(
                runner ->
                    List.of(
                        runner.getId(),
                        Words.adoption(runner.getAdoptionState()),
                        Words.kind(runner.getKind()),
                        Words.labels(runner.getLabelsMap()),
                        online(runner),
                        runner.getBusy() + "/" + runner.getConcurrency(),
                        Times.ago(runner.getLastSeen(), clock)))
            .toList());
  }

  static List<Field> fields(Runner runner, Clock clock) {
    List<Field> fields = new ArrayList<>();
    add(fields, "ID", runner.getId());
    add(fields, "Adoption State", Words.adoption(runner.getAdoptionState()));
    add(fields, "Kind", Words.kind(runner.getKind()));
    add(fields, "Labels", Words.labels(runner.getLabelsMap()));
    add(fields, "Online", online(runner));
    add(fields, "Offline Because", runner.getOfflineReason());
    add(fields, "Busy", runner.getBusy() + " of " + runner.getConcurrency());
    add(fields, "Address", runner.getAddress());
    add(fields, "Version", runner.getVersion());
    add(fields, "Job", runner.getJobId());
    add(fields, "First Seen", Times.full(runner.getFirstSeen(), clock));
    add(fields, "Last Seen", Times.full(runner.getLastSeen(), clock));
    add(fields, "Adopted By", runner.getAdoptedBy());
    add(fields, "Adopted Time", Times.full(runner.getAdoptedTime(), clock));
    return fields;
  }

  private static String online(Runner runner) {
    return Words.yesNo(runner.getOnline()) + (runner.getDraining() ? ", draining" : "");
  }

  /** Empty values are left out. */
  private static void add(List<Field> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.add(new Field(name, value));
    }
  }
}
