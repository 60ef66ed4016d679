package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.protocol.v1.AppendOutputRequest;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ReportProgressRequest;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What the runner of an attempt writes. */
@Singleton
final class JobWriter {
  private static final int MAX_MESSAGE = 20_000;

  private final Database database;
  private final Attempts attempts;
  private final JobStore jobs;
  private final OutputStore output;
  private final JobEnder ender;
  private final JobHub hub;

  JobWriter(
      Database database,
      Attempts attempts,
      JobStore jobs,
      OutputStore output,
      JobEnder ender,
      JobHub hub) {
    this.database = database;
    this.attempts = attempts;
    this.jobs = jobs;
    this.output = output;
    this.ender = ender;
    this.hub = hub;
  }

  /** Answers the offset from which to send on. */
  long append(AppendOutputRequest request) {
    AttemptRef attempt = request.getAttempt();
    RunnerId runner = Attempts.caller(attempt);
    JobId id = Attempts.id(attempt);
    Optional<Long> next =
        output.append(
            id, attempt.getAttempt(), runner, request.getOffset(), request.getEventsList());
    hub.changed(id);
    return next.orElseThrow(() -> Attempts.outdated(attempts.require(attempt), attempt, runner));
  }

  void progress(ReportProgressRequest request) {
    JobRow row = attempts.requireCurrent(request.getAttempt());
    Optional<byte[]> variables =
        request.getVariablesCount() == 0
            ? Optional.empty()
            : Optional.of(
                ReportProgressRequest.newBuilder()
                    .addAllVariables(request.getVariablesList())
                    .build()
                    .toByteArray());
    jobs.progress(
        row.id(),
        row.attempt(),
        Optional.of(request.getSourceRef()).filter(ref -> !ref.isBlank()),
        variables);
    hub.changed(row.id());
  }

  /** True for the first delivery of the current attempt, and when it is repeated. */
  boolean deliver(DeliverResultRequest request) {
    AttemptRef attempt = request.getAttempt();
    RunnerId runner = Attempts.caller(attempt);
    JobId id = Attempts.id(attempt);
    Optional<Aftermath> after = store(request, id, runner);
    if (after.isPresent()) {
      ender.delivered(id, Attempts.callerIsOnDemand(), after.get());
      return true;
    }
    JobRow row = attempts.require(attempt);
    return row.ended()
        && row.deliveredOutput().isPresent()
        && row.attempt() == attempt.getAttempt()
        && row.assignedRunner().filter(runner::equals).isPresent();
  }

  /** The last output and the result in one transaction. */
  private Optional<Aftermath> store(DeliverResultRequest request, JobId id, RunnerId runner) {
    int attempt = request.getAttempt().getAttempt();
    JobStore.Ending ending = ending(request);
    return database.write(
        s -> {
          if (request.getLastOutputCount() > 0) {
            output.append(
                s, id, attempt, runner, request.getLastOutputOffset(), request.getLastOutputList());
          }
          return jobs.deliver(s, id, attempt, runner, ending);
        });
  }

  private static JobStore.Ending ending(DeliverResultRequest request) {
    return switch (request.getOutcomeCase()) {
      case SUCCESS ->
          new JobStore.Ending(
              JobState.SUCCESS,
              Optional.empty(),
              Optional.empty(),
              Optional.of(request.getSuccess().toByteArray()),
              request.getOutputLength());
      case FAILURE -> {
        String code = request.getFailure().getCode();
        if (Failures.named(code).isEmpty()) {
          throw ApiException.invalid("'%s' is no code of a failure", code);
        }
        String message = request.getFailure().getMessage();
        yield new JobStore.Ending(
            JobState.ERROR,
            Optional.of(code),
            Optional.of(
                message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message),
            Optional.empty(),
            request.getOutputLength());
      }
      case OUTCOME_NOT_SET ->
          throw ApiException.invalid("the delivery has neither a result nor a failure");
    };
  }
}
