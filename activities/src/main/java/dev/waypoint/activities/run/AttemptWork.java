package dev.waypoint.activities.run;

import dev.waypoint.activities.gateway.Assignment;
import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.gateway.JobOutcome;
import dev.waypoint.activities.gateway.PatientGateway;
import dev.waypoint.activities.operation.JobContext;
import dev.waypoint.activities.operation.JobExecution;
import dev.waypoint.activities.operation.OperationException;
import dev.waypoint.activities.output.JobTerminal;
import dev.waypoint.activities.output.Masker;
import dev.waypoint.activities.output.OutputSink;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.failure.FailureCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one attempt does, in a thread of its own. */
final class AttemptWork {
  private static final Logger log = LoggerFactory.getLogger(AttemptWork.class);

  private static final int LONGEST_MESSAGE = 16 * 1024;

  private final RunnerContext runner;
  private final JobGateway gateway;
  private final AttemptInput input;
  private final InterruptibleSection section;
  private final Masker masker = new Masker();
  private volatile OutputSink sink;

  AttemptWork(
      RunnerContext runner, JobGateway gateway, AttemptInput input, InterruptibleSection section) {
    this.runner = runner;
    this.gateway = new PatientGateway(gateway, section::isLost);
    this.input = input;
    this.section = section;
  }

  /** Ends the output of an attempt that is over. */
  void abortOutput() {
    OutputSink current = sink;
    if (current != null) {
      current.abort();
    }
  }

  RunJobResult run() throws InterruptedException {
    section.attach();
    Assignment assignment = gateway.assignment(input);
    return switch (assignment.verdict()) {
      case RUN -> execute(assignment);
      case ALREADY_DELIVERED -> result(assignment);
      case OUTDATED -> throw outdated();
      case CANCELLED -> {
        JobOutcome outcome = cancelled("The job was cancelled before it began.");
        yield deliver(new OutputSink.Rest(assignment.nextOutputOffset(), List.of()), outcome);
      }
    };
  }

  private RunJobResult execute(Assignment assignment) throws InterruptedException {
    try (OutputSink output =
        new OutputSink(
            (offset, events) -> gateway.appendOutput(input, offset, events),
            assignment.nextOutputOffset(),
            section::lose)) {
      sink = output;
      JobOutcome outcome;
      try (JobTerminal terminal = new JobTerminal(output::emit, masker, InstantSource.system())) {
        outcome = perform(assignment, terminal);
      }
      return deliver(output.takeRest(), outcome);
    }
  }

  private JobOutcome perform(Assignment assignment, JobTerminal terminal) {
    JobContext job =
        new JobContext(
            runner, gateway, input, assignment, terminal, masker, section.cancellation(), Map.of());
    JobOutcome outcome;
    try {
      section.enter();
      outcome = new JobOutcome.Succeeded(new JobExecution(job).run());
    } catch (OperationException e) {
      outcome = new JobOutcome.Failed(e.code(), shown(e.getMessage()));
    } catch (InterruptedException e) {
      outcome = cancelled("The job was cancelled.");
    } catch (GatewayException e) {
      outcome =
          new JobOutcome.Failed(
              FailureCode.INTERNAL_ERROR,
              shown("The server refused what the operation asked for: " + e.getMessage()));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      log.error("Job {} failed unexpectedly", input.jobId(), e);
      outcome =
          new JobOutcome.Failed(
              FailureCode.INTERNAL_ERROR,
              shown(
                  "Unexpected error (%s): %s. The runner's log has the details."
                      .formatted(e.getClass().getSimpleName(), e.getMessage())));
    } finally {
      section.leave();
    }
    if (section.isCancelled() && outcome instanceof JobOutcome.Failed failed) {
      outcome =
          failed.failure() == FailureCode.JOB_CANCELLED
              ? failed
              : cancelled("The job was cancelled: " + failed.message());
    }
    if (outcome instanceof JobOutcome.Failed failed) {
      terminal.line(Style.ERROR, failed.message());
    }
    return outcome;
  }

  private String shown(String message) {
    String masked = masker.mask(String.valueOf(message));
    return masked.length() <= LONGEST_MESSAGE
        ? masked
        : masked.substring(0, LONGEST_MESSAGE) + " ... (cut off)";
  }

  private RunJobResult deliver(OutputSink.Rest rest, JobOutcome outcome)
      throws InterruptedException {
    if (section.isLost()) {
      throw outdated();
    }
    if (gateway.deliver(input, rest.offset(), rest.events(), outcome)) {
      return new RunJobResult(outcome.code(), runner.id().value());
    }
    Assignment now = gateway.assignment(input);
    if (now.verdict() == Assignment.Verdict.ALREADY_DELIVERED) {
      return result(now);
    }
    throw outdated();
  }

  private RunJobResult result(Assignment delivered) {
    String code = delivered.deliveredError().map(JobOutcome.Failed::code).orElse("SUCCESS");
    return new RunJobResult(code, runner.id().value());
  }

  private static RuntimeException outdated() {
    return AttemptRun.failure(
        FailureCode.ATTEMPT_OUTDATED, "this attempt is no longer the current one");
  }

  private static JobOutcome.Failed cancelled(String message) {
    return new JobOutcome.Failed(FailureCode.JOB_CANCELLED, message);
  }
}
