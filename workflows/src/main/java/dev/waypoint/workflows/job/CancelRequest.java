package dev.waypoint.workflows.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * @param force do not wait for the operation to unwind
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CancelRequest(boolean force) {}
