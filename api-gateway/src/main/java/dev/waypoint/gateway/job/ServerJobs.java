package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Jobs that the server wants done by itself or for somebody, mostly by ids of requests. */
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

  /** A job that was queued, with what there is to say about it. */
  public record Accepted(String jobId, List<String> warnings) {}

  /**
   * Queues all of them or none; those of a request that was made before are answered again.
   *
   * @throws ApiException when one of them could not be executed
   */
  public List<Accepted> queueAll(List<JobSpec> specs, String by) {
    return queueing
        .queueAll(specs.stream().map(spec -> new JobQueueing.Entry("", spec)).toList(), by)
        .stream()
        .map(queued -> new Accepted(queued.id().value(), queued.warnings()))
        .toList();
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
