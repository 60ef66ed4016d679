package dev.waypoint.cli;

import dev.waypoint.cli.connect.GrpcErrors;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.failure.ExitCode;
import dev.waypoint.cli.failure.ReportedFailure;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One message for whatever stopped a command; where it came from is in the log. */
final class FailureMessages implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FailureMessages.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    LOG.debug("the command failed", failure);
    if (!(failure instanceof ReportedFailure)) {
      command.getErr().println("! " + message(failure));
    }
    return ExitCode.FAILED;
  }

  private static String message(Exception failure) {
    return switch (failure) {
      case CliException known -> known.getMessage();
      case StatusRuntimeException status -> GrpcErrors.message(status);
      case InterruptedException interrupted -> "interrupted";
      default ->
          "this is a defect of waypoint: %s%s; -vvv shows where it happened"
              .formatted(
                  failure.getClass().getSimpleName(),
                  failure.getMessage() == null ? "" : ": " + failure.getMessage());
    };
  }
}
