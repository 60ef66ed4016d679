package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.GrpcErrors;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.failure.ReportedFailure;
import dev.waypoint.cli.operation.DetachedException;
import dev.waypoint.cli.operation.FollowedJob;
import dev.waypoint.cli.operation.JobSummary;
import dev.waypoint.cli.operation.OperationRequest;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.cli.operation.ProjectConfig;
import dev.waypoint.cli.operation.ProjectScope;
import dev.waypoint.cli.operation.Variables;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A verb that is a job for each app of the project, one after the other. */
abstract class OperationCommand extends ProjectCommand {
  @Mixin private OperationFlags flags;

  private boolean someFailed;

  OperationCommand(Program program) {
    super(program);
  }

  /** Does it with an open session. */
  abstract void run(OperationSession session) throws InterruptedException;

  @Override
  protected final void run() throws InterruptedException {
    prepare();
    if (instead()) {
      return;
    }
    Optional<ProjectConfig> config = config();
    ProjectScope scope = ProjectScope.of(project(), config);
    if (scope.foreign()) {
      renderer()
          .line(
              Style.WARNING,
              "the waypoint.hcl here is not that of %s: it is left aside, and the operation is performed remotely"
                  .formatted(scope.project()));
    }
    OperationRequest request =
        new OperationRequest(
            project(),
            global().app(),
            workspace(),
            flags.local(),
            flags.labels(),
            flags.remoteSource(),
            flags.variables(),
            flags.variableFiles(),
            flags.terms());
    List<InputVariable> variables =
        new Variables(program().variableFiles())
            .collect(
                environment().variables(),
                flags.variableFiles(),
                flags.variables(),
                scope.config().map(ProjectConfig::variables));
    try (ServerConnection server = connect();
        OperationSession session =
            OperationSession.open(
                server,
                request,
                scope,
                variables,
                renderer(),
                program().interrupts(),
                program().followTimes(),
                program().localRunners())) {
      run(session);
    }
  }

  /** Checks the command line before anything is touched. */
  void prepare() {}

  /** Does what is about no single project; answers whether that is all there is to do. */
  boolean instead() {
    return false;
  }

  /** The project that the command line names; empty: that of waypoint.hcl. */
  Optional<String> project() {
    return global().project();
  }

  /** One job for each app; the others still run when one fails. */
  final void forEachApplication(
      OperationSession session, String doing, Operation operation, OperationOptions options)
      throws InterruptedException {
    boolean failed = false;
    for (String application : session.applications()) {
      renderer().line(Style.HEADER, doing + " " + application + "…");
      Outcome outcome = run(session, operation, application, options);
      failed |= outcome != Outcome.SUCCEEDED;
      if (outcome == Outcome.INTERRUPTED) {
        break;
      }
    }
    if (failed) {
      throw new ReportedFailure();
    }
  }

  /** One job for the project as a whole. */
  final void forProject(OperationSession session, String doing, Operation operation)
      throws InterruptedException {
    renderer().line(Style.HEADER, doing + " " + session.project() + "…");
    if (run(session, operation, "", OperationOptions.getDefaultInstance()) != Outcome.SUCCEEDED) {
      throw new ReportedFailure();
    }
  }

  /** One job for one app; the command fails in {@link #finish} if it does. */
  final void forApplication(
      OperationSession session,
      String doing,
      Operation operation,
      String application,
      OperationOptions options)
      throws InterruptedException {
    renderer().line(Style.HEADER, doing + " " + application + "…");
    Outcome outcome = run(session, operation, application, options);
    someFailed |= outcome != Outcome.SUCCEEDED;
    if (outcome == Outcome.INTERRUPTED) {
      finish();
    }
  }

  /** Fails if a job did. */
  final void finish() {
    if (someFailed) {
      throw new ReportedFailure();
    }
  }

  private enum Outcome {
    SUCCEEDED,
    FAILED,
    INTERRUPTED
  }

  private Outcome run(
      OperationSession session, Operation operation, String application, OperationOptions options)
      throws InterruptedException {
    try {
      FollowedJob job = session.run(operation, application, options);
      boolean succeeded = new JobSummary(renderer()).show(job);
      return succeeded
          ? Outcome.SUCCEEDED
          : job.interrupted() ? Outcome.INTERRUPTED : Outcome.FAILED;
    } catch (DetachedException e) {
      throw e;
    } catch (StatusRuntimeException e) {
      renderer().line(Style.ERROR, GrpcErrors.message(e));
      return Outcome.FAILED;
    } catch (CliException e) {
      renderer().line(Style.ERROR, e.getMessage());
      return Outcome.FAILED;
    }
  }
}
