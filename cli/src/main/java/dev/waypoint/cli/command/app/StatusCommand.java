package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Show how the apps of a project, or of all, are.")
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

  @Option(names = "-all-projects", description = "Show the apps of every project.")
  private boolean allProjects;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROJECT",
      description = "The project; default: that of -project, or of waypoint.hcl.")
  private String argument;

  StatusCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  void prepare() {
    boolean named = argument != null || global().project().isPresent();
    if (allProjects && (named || global().app().isPresent())) {
      throw new CliException("-all-projects goes with no project and no -app");
    }
    if (allProjects && refresh) {
      throw new CliException("-refresh asks the platform of one project: name it");
    }
    if (argument != null && global().project().filter(p -> !p.equals(argument)).isPresent()) {
      throw CliException.of(
          "two projects are named: %s, and %s by -project",
          argument, global().project().orElseThrow());
    }
  }

  @Override
  Optional<String> project() {
    return Optional.ofNullable(argument).or(() -> global().project());
  }

  @Override
  boolean instead() {
    if (allProjects) {
      try (ServerConnection server = connect()) {
        List<Project> projects =
            server
                .projects()
                .listProjects(ListProjectsRequest.getDefaultInstance())
                .getProjectsList();
        List<Record> records = new ArrayList<>();
        for (Project project : projects) {
          for (String application : project.getApplicationsList()) {
            records.addAll(latest(server, project.getName(), workspace(), application));
          }
        }
        show(records, "any project", workspace());
      }
    }
    return allProjects;
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    if (refresh) {
      forEachApplication(
          session, "Asking for", Operation.STATUS, OperationOptions.getDefaultInstance());
    }
    List<Record> records = new ArrayList<>();
    for (String application : session.applications()) {
      records.addAll(latest(session.server(), session.project(), session.workspace(), application));
    }
    show(records, session.project(), session.workspace());
  }

  private void show(List<Record> records, String whose, String workspace) {
    if (records.isEmpty() && !json()) {
      renderer()
          .line(
              Style.INFO,
              "nothing of %s is built yet in the workspace %s: 'waypoint up' builds, deploys and releases it"
                  .formatted(whose, workspace));
      return;
    }
    renderer()
        .list(StatusView.table(records, environment().clock(), allProjects, verbose), records);
  }

  private static List<Record> latest(
      ServerConnection server, String project, String workspace, String application) {
    ApplicationRef owner =
        ApplicationRef.newBuilder().setProject(project).setApplication(application).build();
    return KINDS.stream()
        .map(
            kind ->
                ListRecordsRequest.newBuilder()
                    .setApplication(owner)
                    .setWorkspace(workspace)
                    .setKind(kind)
                    .setLimit(1)
                    .build())
        .flatMap(request -> server.projects().listRecords(request).getRecordsList().stream())
        .toList();
  }
}
