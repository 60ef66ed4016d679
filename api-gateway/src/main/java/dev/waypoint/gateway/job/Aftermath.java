package dev.waypoint.gateway.job;

import dev.waypoint.workflows.job.JobId;
import java.util.ArrayList;
import java.util.List;

/** What a transaction did to jobs, and what therefore has to be done once it is committed. */
final class Aftermath {
  private final List<JobId> admitted = new ArrayList<>();
  private final List<JobId> ended = new ArrayList<>();

  /** May begin: needs a workflow. */
  void admitted(JobId id) {
    admitted.add(id);
  }

  /** Ended without having run. */
  void ended(JobId id) {
    ended.add(id);
  }

  List<JobId> admitted() {
    return List.copyOf(admitted);
  }

  List<JobId> ended() {
    return List.copyOf(ended);
  }

  boolean isEmpty() {
    return admitted.isEmpty() && ended.isEmpty();
  }
}
