package dev.waypoint.workflows.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.waypoint.workflows.target.RunnerId;

/**
 * @param runnerId who looks
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SweepInput(RunnerId runnerId) {}
