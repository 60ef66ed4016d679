package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Jobs that the server itself wants done, by the ids of their requests. */
@Singleton
public final class ServerJobs {
  private final JobQueueing queueing;
  private final JobStore jobs;

  ServerJobs(JobQueueing queueing, JobStore jobs) {
    this.queueing = queueing;
    this.jobs = jobs;
  }

  /**
   * How a job fares.
   *
   * @param failure empty while it has not failed
   */
  public record Progress(String jobId, boolean ended, String failure) {
    public boolean succeeded() {
      return ended && failure.isEmpty();
    }
  }

  /**
   * Queues a job unless there is one of this request, and tells how it fares.
   *
   * @param spec with its request id
   * @throws ApiException when nobody could execute it
   */
  public Progress ensure(JobSpec spec, String by) {
    Optional<Progress> known = find(spec.getRequestId());
    if (known.isPresent()) {
      return known.get();
    }
    return new Progress(queueing.queue(spec, by).id().value(), false, "");
  }

  public Optional<Progress> find(String requestId) {
    return jobs.findByRequest(requestId).flatMap(jobs::find).map(ServerJobs::progress);
  }

  private static Progress progress(JobRow row) {
    String failure =
        row.state() == JobState.ERROR
            ? "job %s failed: %s"
                .formatted(row.id(), JobProtos.error(row).map(e -> e.getMessage()).orElse("?"))
            : "";
    return new Progress(row.id().value(), row.ended(), failure);
  }
}
