package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.workflows.job.JobId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a job says that it depends on. */
final class Dependencies {
  /** Longer is no id. */
  private static final int ID_LENGTH = 26;

  private final Map<String, JobId> names;

  private Dependencies(Map<String, JobId> names) {
    this.names = names;
  }

  /**
   * @param names of the jobs of a batch, in the order of the ids; empty: none
   */
  static Dependencies named(List<String> names, List<JobId> ids) {
    Map<String, JobId> byName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty() && byName.put(names.get(i), ids.get(i)) != null) {
        throw ApiException.invalid("two jobs of the batch are called '%s'", names.get(i));
      }
    }
    return new Dependencies(byName);
  }

  /**
   * @throws ApiException FAILED_PRECONDITION
   */
  List<Dependency> of(JobSpec spec) {
    Set<String> allowed = new HashSet<>(spec.getDependsOnAllowFailureList());
    for (String name : allowed) {
      if (!spec.getDependsOnList().contains(name)) {
        throw ApiException.refused(
            "job '%s' may fail, but is not among those that this job depends on", name);
      }
    }
    return spec.getDependsOnList().stream()
        .distinct()
        .map(name -> new Dependency(id(name), allowed.contains(name)))
        .toList();
  }

  private JobId id(String name) {
    if (name.isBlank()) {
      throw ApiException.refused("an id of a job that this one depends on is empty");
    }
    JobId inBatch = names.get(name);
    if (inBatch == null && name.length() > ID_LENGTH) {
      throw ApiException.notFound("the job depends on job '%s', which is not known", name);
    }
    return inBatch == null ? new JobId(name) : inBatch;
  }
}
