package dev.waypoint.workflows.job;

/**
 * @param force do not wait for the operation to unwind
 */
public record CancelRequest(boolean force) {}
