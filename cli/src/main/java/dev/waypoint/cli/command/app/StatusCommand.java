package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import dev.waypoint.protocol.v1.Record;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Show how the apps of the project are.")
public final class StatusCommand extends OperationCommand {
  private static final List<Record.Kind> KINDS =
      List.of(
          Record.Kind.ARTIFACT_RECORD,
          Record.Kind.DEPLOYMENT_RECORD,
          Record.Kind.RELEASE_RECORD,
          Record.Kind.STATUS_REPORT_RECORD);

  @Mixin private JsonOption format;

  @Option(names = "-verbose", description = "Show the ids of records and of their jobs, too.")
  private boolean verbose;

  @Option(names = "-refresh", description = "Ask the platform first.")
  private boolean refresh;

  StatusCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    if (refresh) {
      forEachApplication(
          session, "Asking for", Operation.STATUS, OperationOptions.getDefaultInstance());
    }
    List<Record> records = new ArrayList<>();
    for (String application : session.applications()) {
      for (Record.Kind kind : KINDS) {
        records.addAll(latest(session, application, kind));
      }
    }
    if (records.isEmpty() && !json()) {
      renderer()
          .line(
              Style.INFO,
              "nothing of %s is built yet in the workspace %s: 'waypoint up' builds, deploys and releases it"
                  .formatted(session.project(), session.workspace()));
      return;
    }
    renderer().list(StatusView.table(records, environment().clock(), verbose), records);
  }

  private static List<Record> latest(
      OperationSession session, String application, Record.Kind kind) {
    return session
        .server()
        .projects()
        .listRecords(
            ListRecordsRequest.newBuilder()
                .setApplication(
                    ApplicationRef.newBuilder()
                        .setProject(session.project())
                        .setApplication(application))
                .setWorkspace(session.workspace())
                .setKind(kind)
                .setLimit(1)
                .build())
        .getRecordsList();
  }
}
