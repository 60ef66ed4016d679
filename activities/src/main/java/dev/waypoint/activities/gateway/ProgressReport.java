package dev.waypoint.activities.gateway;

import java.util.List;

/**
 * @param sourceRef what was fetched: a commit, a content id; empty: nothing to tell
 */
public record ProgressReport(String sourceRef, List<FinalVariable> variables) {
  public ProgressReport {
    variables = List.copyOf(variables);
  }
}
