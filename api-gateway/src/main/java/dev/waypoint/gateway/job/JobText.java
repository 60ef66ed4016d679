package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.OutputBatch;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What jobs put out, as plain text, for those who read no events. */
@Singleton
public final class JobText {
  private static final long POLL_MILLIS = 1000;

  /** So that nothing between here and the reader takes the silence for the end. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final JobStore jobs;
  private final OutputStore output;
  private final WaitExplainer explainer;
  private final JobHub hub;
  private final Clock clock;

  JobText(JobStore jobs, OutputStore output, WaitExplainer explainer, JobHub hub, Clock clock) {
    this.jobs = jobs;
    this.output = output;
    this.explainer = explainer;
    this.hub = hub;
    this.clock = clock;
  }

  /**
   * How a job ended.
   *
   * @param failure why; empty when it succeeded
   */
  public record End(String failure) {
    public boolean succeeded() {
      return failure.isEmpty();
    }
  }

  /**
   * Follows a job from its beginning.
   *
   * @throws ApiException NOT_FOUND
   */
  public Following follow(String jobId) {
    JobId id = new JobId(jobId);
    JobRow row = jobs.find(id).orElseThrow(() -> Attempts.unknown(jobId));
    return new Following(id, row.project());
  }

  /** One job being followed. For one thread. */
  public final class Following implements AutoCloseable {
    private final JobId id;
    private final String project;
    private final OutputText text = new OutputText();
    private final JobHub.Subscription changes;
    private long position;
    private Instant told = clock.instant();
    private Optional<End> end = Optional.empty();

    private Following(JobId id, String project) {
      this.id = id;
      this.project = project;
      this.changes = hub.subscribe(id);
    }

    /** The project of the job. */
    public String project() {
      return project;
    }

    /** Present once there is nothing more to come. */
    public Optional<End> end() {
      return end;
    }

    /** The next text; blocks for a second at most, and is empty when there was none. */
    public String next() throws InterruptedException {
      JobView view = view();
      List<OutputBatch> batches = output.read(id, position);
      if (!batches.isEmpty()) {
        told = clock.instant();
        return batches.stream()
            .map(this::text)
            .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
            .toString();
      }
      if (view.isComplete(position, clock.instant())) {
        end = Optional.of(end(view.job()));
        return "";
      }
      changes.await(POLL_MILLIS);
      return sign(view.job());
    }

    @Override
    public void close() {
      changes.close();
    }

    private JobView view() {
      JobRow row = jobs.find(id).orElseThrow(() -> Attempts.unknown(id.value()));
      return JobView.of(row, explainer.explain(row));
    }

    private String text(OutputBatch batch) {
      position = batch.getFirstPosition() + batch.getEventsCount();
      StringBuilder all = new StringBuilder();
      for (OutputEvent event : batch.getEventsList()) {
        all.append(text.of(event));
      }
      return all.toString();
    }

    private String sign(Job job) {
      if (Duration.between(told, clock.instant()).compareTo(LONGEST_SILENCE) < 0) {
        return "";
      }
      told = clock.instant();
      String state = job.getState().name().toLowerCase(Locale.ROOT);
      String why = job.getWaitingReason();
      return text.line("… job %s is %s%s".formatted(id, state, why.isEmpty() ? "" : ": " + why));
    }

    private static End end(Job job) {
      return new End(job.getState() == JobState.SUCCESS ? "" : job.getError().getMessage());
    }
  }
}
