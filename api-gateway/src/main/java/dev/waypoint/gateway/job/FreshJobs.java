package dev.waypoint.gateway.job;

import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that were queued here last: what of them never changes need not be read again when their
 * first attempt is given out. Only a saving: whoever finds nothing here reads.
 */
@Singleton
final class FreshJobs {
  private static final int KEPT = 500;

  private final Map<JobId, NewJob> jobs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, NewJob> eldest) {
          return size() > KEPT;
        }
      };

  synchronized void add(NewJob job) {
    jobs.put(job.id(), job);
  }

  /** Answers a job once. */
  synchronized Optional<NewJob> take(JobId id) {
    return Optional.ofNullable(jobs.remove(id));
  }
}
