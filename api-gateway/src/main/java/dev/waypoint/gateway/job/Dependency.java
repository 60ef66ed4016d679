package dev.waypoint.gateway.job;

import dev.waypoint.workflows.job.JobId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * @param job has to end first
 * @param allowFailure whether its failure does no harm
 */
record Dependency(JobId job, boolean allowFailure) {
  private static final String MAY_FAIL = "?";

  /** As it is stored beside the job, for those who look at it. */
  static String text(List<Dependency> dependencies) {
    return dependencies.stream()
        .map(each -> each.job() + (each.allowFailure() ? MAY_FAIL : ""))
        .collect(Collectors.joining(","));
  }

  static List<Dependency> parse(String text) {
    return Arrays.stream(text.split(","))
        .map(each -> new Dependency(new JobId(each.replace(MAY_FAIL, "")), each.endsWith(MAY_FAIL)))
        .toList();
  }
}
