package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.operation.ProjectScope;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.Record;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what operations made, of one app or of all of the project. */
abstract class RecordListCommand extends ProjectCommand {
  @Mixin private JsonOption format;

  @Option(names = "-limit", paramLabel = "N", description = "How many at most; default: 100.")
  private int limit = 100;

  @Option(names = "-all", description = "Of every workspace, with what was destroyed.")
  private boolean all;

  private final Record.Kind kind;
  private final String what;

  RecordListCommand(Program program, Record.Kind kind, String what) {
    super(program);
    this.kind = kind;
    this.what = what;
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected final void run() {
    ProjectScope scope = ProjectScope.of(global().project(), config());
    try (ServerConnection server = connect()) {
      List<Record> records =
          server
              .projects()
              .listRecords(
                  ListRecordsRequest.newBuilder()
                      .setApplication(
                          ApplicationRef.newBuilder()
                              .setProject(scope.project())
                              .setApplication(global().app().orElse("")))
                      .setWorkspace(all ? "" : workspace())
                      .setKind(kind)
                      .setLimit(limit)
                      .setWithDestroyed(all)
                      .build())
              .getRecordsList();
      if (records.isEmpty() && !json()) {
        renderer().line(Style.INFO, "no %s found".formatted(what));
      }
      renderer().list(StatusView.table(records, environment().clock(), false), records);
    }
  }
}
