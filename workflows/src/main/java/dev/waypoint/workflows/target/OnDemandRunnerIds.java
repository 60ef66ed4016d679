package dev.waypoint.workflows.target;

import dev.waypoint.workflows.job.JobId;
import java.util.Locale;

/**
 * The ids of on-demand runners: derived, so that whoever knows job and attempt knows the runner.
 */
public final class OnDemandRunnerIds {
  private static final String PREFIX = "odr-";

  private OnDemandRunnerIds() {}

  /** {@code odr-<job id in lower case>-<attempt>}: the runner that executes this one attempt. */
  public static RunnerId of(JobId job, int attempt) {
    return new RunnerId(PREFIX + job.value().toLowerCase(Locale.ROOT) + "-" + attempt);
  }
}
