package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import dev.waypoint.protocol.v1.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "destroy",
    description = "Destroy deployments by id or number; without any, those that are not released.")
public final class DeploymentDestroyCommand extends OperationCommand {
  @Parameters(paramLabel = "DEPLOYMENT", arity = "0..*", description = "Ids, or numbers: 3 or v3.")
  private List<String> wanted = new ArrayList<>();

  @Option(names = "-all", description = "Every deployment, released ones, too.")
  private boolean all;

  @Option(names = "-force", description = "Released ones, too, if they are named.")
  private boolean force;

  DeploymentDestroyCommand(Program program) {
    super(program);
  }

  @Override
  void prepare() {
    if (all && !wanted.isEmpty()) {
      throw new CliException("-all goes with no DEPLOYMENT");
    }
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    List<String> applications = session.applications();
    if (!wanted.isEmpty() && applications.size() > 1) {
      throw new CliException("the project has several apps: name the one with -app");
    }
    for (String application : applications) {
      for (String deployment : targets(session, application)) {
        forApplication(
            session,
            "Destroying deployment " + deployment + " of",
            Operation.DESTROY,
            application,
            OperationOptions.newBuilder().setDeployment(deployment).build());
      }
    }
    finish();
  }

  private List<String> targets(OperationSession session, String application) {
    List<Record> deployments = records(session, application, Record.Kind.DEPLOYMENT_RECORD);
    Set<String> released =
        records(session, application, Record.Kind.RELEASE_RECORD).stream()
            .map(Record::getParentId)
            .collect(Collectors.toSet());
    if (wanted.isEmpty()) {
      return deployments.stream()
          .filter(deployment -> all || !released.contains(deployment.getId()))
          .map(Record::getId)
          .toList();
    }
    for (String name : wanted) {
      Record deployment =
          deployments.stream()
              .filter(
                  known ->
                      known.getId().equals(name)
                          || name.replaceFirst("^v", "").equals("" + known.getSequence()))
              .findFirst()
              .orElseThrow(
                  () ->
                      CliException.of(
                          "there is no deployment %s of %s in workspace %s; 'waypoint deployment"
                              + " list' shows those there are",
                          name, application, session.workspace()));
      if (released.contains(deployment.getId()) && !force) {
        throw CliException.of("deployment %s is released: use -force to destroy it", name);
      }
    }
    return wanted;
  }

  private static List<Record> records(
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
                .build())
        .getRecordsList()
        .stream()
        .filter(record -> record.getStatus() == Record.Status.SUCCEEDED)
        .toList();
  }
}
