package dev.waypoint.gateway.job;

import com.google.protobuf.Timestamp;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LedgerActivities;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OperationOutcome;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** What workflows have the gateway record. */
@Singleton
final class JobLedger implements LedgerActivities {
  private final JobStore jobs;
  private final JobTasks tasks;
  private final JobEnder ender;
  private final OutputStore output;
  private final JobHub hub;
  private final Clock clock;

  JobLedger(
      JobStore jobs, JobTasks tasks, JobEnder ender, OutputStore output, JobHub hub, Clock clock) {
    this.jobs = jobs;
    this.tasks = tasks;
    this.ender = ender;
    this.output = output;
    this.hub = hub;
    this.clock = clock;
  }

  @Override
  public boolean beginAttempt(BeginAttempt request) {
    JobId id = request.attempt().jobId();
    int attempt = request.attempt().attempt();
    JobRow before = require(id);
    if (jobs.beginAttempt(id, attempt, request.cause())) {
      output.note(id, List.of(lostNote(before, attempt, request.cause())));
      hub.changed(id);
      return true;
    }
    return !require(id).ended();
  }

  @Override
  public String endJob(EndJob request) {
    JobRow row = require(request.attempt().jobId());
    if (ender.end(row, request.code())) {
      return request.code();
    }
    return require(row.id()).errorCode().orElse(OperationOutcome.SUCCESS);
  }

  @Override
  public boolean hasBegun(AttemptInput input) {
    return require(input.jobId()).begun();
  }

  @Override
  public boolean mayRepeat(AttemptInput input) {
    return require(input.jobId()).mayRepeat();
  }

  @Override
  public ClaimedRunner claimRunner(AttemptInput input) {
    return tasks.claim(require(input.jobId()), input.attempt());
  }

  private JobRow require(JobId id) {
    return jobs.find(id).orElseThrow(() -> ApiException.notFound("job '%s' is not known", id));
  }

  private OutputEvent lostNote(JobRow before, int attempt, String cause) {
    Timestamp now = Protos.time(clock.instant());
    String text =
        "Attempt %d was lost (%s): %s; attempt %d begins"
            .formatted(before.attempt(), cause, EndMessages.of(cause, before), attempt);
    return OutputEvent.newBuilder()
        .setTime(now)
        .setLine(OutputEvent.Line.newBuilder().setText(text).setStyle(OutputEvent.Style.WARNING))
        .build();
  }
}
