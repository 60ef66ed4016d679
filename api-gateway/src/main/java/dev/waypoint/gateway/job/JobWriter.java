package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.protocol.v1.AppendOutputRequest;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.OutputBatch;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.protocol.v1.ReportProgressRequest;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final Clock clock;

  JobWriter(
      Database database,
      Attempts attempts,
      JobStore jobs,
      OutputStore output,
      JobEnder ender,
      JobHub hub,
      Clock clock) {
    this.database = database;
    this.attempts = attempts;
    this.jobs = jobs;
    this.output = output;
    this.ender = ender;
    this.hub = hub;
    this.clock = clock;
  }

  /** Answers the offset from which to send on. */
  long append(AppendOutputRequest request) {
    AttemptRef attempt = request.getAttempt();
    RunnerId runner = Attempts.caller(attempt);
    JobId id = Attempts.id(attempt);
    OutputStore.Appended appended =
        output
            .append(id, attempt.getAttempt(), runner, request.getOffset(), request.getEventsList())
            .orElseThrow(() -> Attempts.outdated(attempts.require(attempt), attempt, runner));
    hub.changed(id, changes(attempt.getAttempt(), appended.batches()));
    return appended.next();
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
    Instant at = clock.instant();
    JobStore.Ending ending = ending(request);
    Optional<Stored> stored = store(request, id, runner, ending, at);
    if (stored.isPresent()) {
      List<JobChange> changes = changes(attempt.getAttempt(), stored.get().output());
      changes.add(new JobChange.Delivered(attempt.getAttempt(), runner, ending, at));
      hub.changed(id, changes);
      ender.delivered(id, Attempts.callerIsOnDemand(), stored.get().after());
      return true;
    }
    JobRow row = attempts.require(attempt);
    return row.ended()
        && row.deliveredOutput().isPresent()
        && row.attempt() == attempt.getAttempt()
        && row.assignedRunner().filter(runner::equals).isPresent();
  }

  private static List<JobChange> changes(int attempt, List<OutputBatch> batches) {
    List<JobChange> changes = new ArrayList<>();
    batches.forEach(batch -> changes.add(new JobChange.Output(attempt, batch)));
    return changes;
  }

  /** What a delivery has changed. */
  private record Stored(List<OutputBatch> output, Aftermath after) {}

  /**
   * Stores the last output and the result in one transaction; empty when the attempt has nothing to
   * deliver any more. Most often no output was stored before but that of this attempt, up to where
   * this begins: then one update does.
   */
  private Optional<Stored> store(
      DeliverResultRequest request, JobId id, RunnerId runner, JobStore.Ending ending, Instant at) {
    int attempt = request.getAttempt().getAttempt();
    long offset = request.getLastOutputOffset();
    List<OutputEvent> events = request.getLastOutputList();
    return database.write(
        s -> {
          if (!events.isEmpty()
              && jobs.deliverWithOutput(
                  s, id, attempt, runner, ending, at, offset, events.size())) {
            return Optional.of(new Stored(output.insertAt(s, id, offset, events), new Aftermath()));
          }
          List<OutputBatch> batches =
              events.isEmpty()
                  ? List.of()
                  : output
                      .append(s, id, attempt, runner, offset, events)
                      .map(OutputStore.Appended::batches)
                      .orElse(List.of());
          return jobs.deliver(s, id, attempt, runner, ending, at)
              .map(after -> new Stored(batches, after));
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
