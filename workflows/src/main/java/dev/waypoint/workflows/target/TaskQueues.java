package dev.waypoint.workflows.target;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The only place that spells the names of task queues. Each target has two: one for jobs, which use
 * up a runner's concurrency, and one for launches (StartTask, WatchTask, StopTask), which do not,
 * so that watching on-demand runners leaves a runner free for jobs.
 */
public final class TaskQueues {
  /** Where the gateway runs workflows and records results. */
  public static final String SERVER = "waypoint-server";

  private static final String LAUNCH_SUFFIX = "/launch";

  private TaskQueues() {}

  /** {@code runner/any}, {@code runner/id/<id>} or {@code runner/labels/<k=v,…>}. */
  public static String jobs(TargetRunner target) {
    return switch (target) {
      case TargetRunner.Any any -> "runner/any";
      case TargetRunner.ById byId -> "runner/id/" + escape(byId.id().value());
      case TargetRunner.ByLabels byLabels ->
          byLabels.labels().entrySet().stream()
              .map(e -> escape(e.getKey()) + "=" + escape(e.getValue()))
              .collect(Collectors.joining(",", "runner/labels/", ""));
    };
  }

  /** The same with {@code /launch} behind it. */
  public static String launches(TargetRunner target) {
    return jobs(target) + LAUNCH_SUFFIX;
  }

  public static boolean isLaunchQueue(String queue) {
    return queue.endsWith(LAUNCH_SUFFIX);
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
