package dev.waypoint.workflows.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.waypoint.workflows.target.TargetRunner;
import java.time.Duration;

/**
 * @param taskId names the runner's task, in place of a job's id
 * @param target who launches it
 * @param startTimeout how long it may wait for somebody who launches it
 * @param lifetime the longest that its container may live
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WarmRunnerInput(
    String taskId, TargetRunner target, Duration startTimeout, Duration lifetime) {}
