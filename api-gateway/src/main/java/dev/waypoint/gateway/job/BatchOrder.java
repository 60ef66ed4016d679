package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.workflows.job.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sorts the jobs of a batch so that each comes after those that it depends on. */
final class BatchOrder {
  private final Map<JobId, NewJob> open = new HashMap<>();
  private final Set<JobId> under = new LinkedHashSet<>();
  private final List<NewJob> sorted = new ArrayList<>();

  private BatchOrder() {}

  /**
   * @throws ApiException FAILED_PRECONDITION when jobs depend on each other in a circle
   */
  static List<NewJob> sort(List<NewJob> jobs) {
    BatchOrder order = new BatchOrder();
    jobs.forEach(job -> order.open.put(job.id(), job));
    jobs.forEach(job -> order.visit(job.id()));
    return List.copyOf(order.sorted);
  }

  private void visit(JobId id) {
    NewJob job = open.get(id);
    if (job == null) {
      return;
    }
    if (!under.add(id)) {
      throw ApiException.refused(
          "the jobs of the batch wait for each other in a circle: %s",
          under.stream()
              .map(open::get)
              .map(each -> each.spec().getOperation().name().toLowerCase(java.util.Locale.ROOT))
              .collect(Collectors.joining(", ")));
    }
    job.dependencies().forEach(dependency -> visit(dependency.job()));
    under.remove(id);
    open.remove(id);
    sorted.add(job);
  }
}
