package dev.waypoint.plugin.nomad;

import com.hashicorp.nomad.apimodel.AllocationMetric;
import com.hashicorp.nomad.apimodel.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why the scheduler has found no node for a job. */
final class Placement {
  private Placement() {}

  /**
   * @param evaluations the newest first
   */
  static Optional<String> refusal(List<Evaluation> evaluations, LauncherConfig config) {
    return evaluations.stream()
        .map(Evaluation::getFailedTgAllocs)
        .filter(failed -> failed != null && failed.containsKey(JobSpec.RUNNER))
        .map(failed -> words(failed.get(JobSpec.RUNNER), config))
        .findFirst();
  }

  private static String words(AllocationMetric metric, LauncherConfig config) {
    List<String> reasons = new ArrayList<>();
    if (metric.getNodesEvaluated() == 0) {
      reasons.add("no node is ready in the datacenter \"%s\"".formatted(config.datacenter()));
    }
    counts(metric.getConstraintFiltered())
        .forEach((what, nodes) -> reasons.add("%s on %s".formatted(what, nodes(nodes))));
    counts(metric.getDimensionExhausted())
        .forEach((what, nodes) -> reasons.add("too little %s on %s".formatted(what, nodes(nodes))));
    if (metric.getQuotaExhausted() != null) {
      metric.getQuotaExhausted().forEach(quota -> reasons.add("quota reached: " + quota));
    }
    return reasons.isEmpty()
        ? "no node takes it (%d evaluated)".formatted(metric.getNodesEvaluated())
        : String.join("; ", reasons);
  }

  private static Map<String, Integer> counts(Map<String, Integer> counts) {
    return counts == null ? Map.of() : new TreeMap<>(counts);
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }
}
