package dev.waypoint.workflows.job;

import dev.waypoint.workflows.target.RunnerId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The ids of on-demand runners: derived, so that whoever knows job and attempt knows the runner.
 */
public final class OnDemandRunnerIds {
  /** To launchers a runner that has no job yet is attempt 0 of its own task's id. */
  public static final int WARM_ATTEMPT = 0;

  private static final String PREFIX = "odr-";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-z]{26}-[0-9]+");

  private OnDemandRunnerIds() {}

  /** {@code odr-<job id in lower case>-<attempt>}: the runner that executes this one attempt. */
  public static RunnerId of(JobId job, int attempt) {
    return new RunnerId(PREFIX + job.value().toLowerCase(Locale.ROOT) + "-" + attempt);
  }

  /** Of a runner that is started ahead of any job; its task's id stands in place of a job's. */
  public static RunnerId warm(JobId task) {
    return of(task, WARM_ATTEMPT);
  }

  /** Whether it is the id of some attempt of some job, so nobody else's. */
  public static boolean isOne(RunnerId runner) {
    return FORM.matcher(runner.value()).matches();
  }

  /** Whether it was started ahead. */
  public static boolean isWarm(RunnerId runner) {
    return runner.value().startsWith(PREFIX) && runner.value().endsWith("-" + WARM_ATTEMPT);
  }
}
