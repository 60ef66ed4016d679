package dev.waypoint.gateway.job;

import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.TargetRunner;
import java.util.List;

/**
 * Where a job goes.
 *
 * @param target who executes it, or (on-demand) who launches its runner
 * @param profile name; empty: none
 * @param pluginType of the profile; empty: none
 * @param warnings for whoever queued it
 */
record Placement(
    RunnerMode mode,
    TargetRunner target,
    String profile,
    String pluginType,
    List<String> warnings) {}
