package dev.waypoint.gateway.job;

import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.OperationResult;
import dev.waypoint.workflows.job.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a job stands, as far as one follower knows.
 *
 * @param outputLength events of all attempts
 * @param attemptOutput events of the current attempt
 * @param deliveredOutput how many events the delivered attempt had, as its runner says
 */
record JobView(
    Job job,
    boolean cancelling,
    long outputLength,
    long attemptOutput,
    Optional<Long> deliveredOutput,
    Optional<Instant> completeTime) {
  /** How long the last output of an ended job may take to arrive. */
  private static final Duration LATE_OUTPUT = Duration.ofSeconds(10);

  static JobView of(JobRow row, Waiting waiting) {
    return new JobView(
        JobProtos.of(row, waiting),
        row.cancelTime().isPresent(),
        row.outputLength(),
        row.attemptOutput(),
        row.deliveredOutput(),
        row.completeTime());
  }

  boolean ended() {
    return completeTime.isPresent();
  }

  /**
   * Whether nothing follows any more for one who has seen the output up to a position: an ended
   * job's last output may arrive a little later.
   */
  boolean isComplete(long position, Instant now) {
    boolean allArrived = deliveredOutput.map(length -> attemptOutput >= length).orElse(true);
    boolean tooLate = completeTime.filter(at -> now.isAfter(at.plus(LATE_OUTPUT))).isPresent();
    return ended() && position >= outputLength && (allArrived || tooLate);
  }

  /** The same after a change; empty when only reading the job again can tell. */
  Optional<JobView> after(JobChange change) {
    return switch (change) {
      case JobChange.Unknown _ -> Optional.empty();
      case JobChange.Assigned assigned -> after(assigned);
      case JobChange.Output output -> after(output);
      case JobChange.Delivered delivered -> after(delivered);
    };
  }

  private Optional<JobView> after(JobChange.Assigned change) {
    if (ended() || cancelling || job.getAttempt() != change.attempt()) {
      return Optional.empty();
    }
    if (!job.getAssignedRunner().isEmpty()) {
      return job.getAssignedRunner().equals(change.runner().value())
          ? Optional.of(this)
          : Optional.empty();
    }
    Job.Builder next =
        job.toBuilder()
            .setState(JobState.RUNNING)
            .setPhase(name(Phase.RUNNING))
            .setAssignedRunner(change.runner().value())
            .setRunnerKind(JobProtos.kind(change.kind()))
            .clearWaitingReason()
            .clearWaitingAhead()
            .clearWaitsForJob();
    if (!job.hasStartTime()) {
      next.setStartTime(Protos.time(change.at()));
    }
    return Optional.of(
        new JobView(
            next.build(), false, outputLength, attemptOutput, deliveredOutput, completeTime));
  }

  private Optional<JobView> after(JobChange.Output change) {
    int events = change.batch().getEventsCount();
    long first = change.batch().getFirstPosition();
    if (first + events <= outputLength) {
      return Optional.of(this);
    }
    if (first != outputLength || job.getAttempt() != change.attempt()) {
      return Optional.empty();
    }
    return Optional.of(
        new JobView(
            job,
            cancelling,
            outputLength + events,
            attemptOutput + events,
            deliveredOutput,
            completeTime));
  }

  private Optional<JobView> after(JobChange.Delivered change) {
    if (ended()) {
      return Optional.of(this);
    }
    if (job.getAttempt() != change.attempt()
        || !job.getAssignedRunner().equals(change.runner().value())) {
      return Optional.empty();
    }
    JobStore.Ending ending = change.ending();
    Job.Builder next =
        job.toBuilder()
            .setState(ending.state())
            .setPhase(name(Phase.ENDED))
            .setCompleteTime(Protos.time(change.at()));
    ending
        .code()
        .map(code -> Failure.newBuilder().setCode(code).setMessage(ending.message().orElse("")))
        .ifPresent(next::setError);
    ending
        .result()
        .map(bytes -> Protos.parse(OperationResult.parser(), bytes))
        .ifPresent(next::setResult);
    return Optional.of(
        new JobView(
            next.build(),
            cancelling,
            outputLength,
            attemptOutput,
            Optional.of(ending.outputLength()),
            Optional.of(change.at())));
  }

  private static String name(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
