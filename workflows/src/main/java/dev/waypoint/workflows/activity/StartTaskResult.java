package dev.waypoint.workflows.activity;

/**
 * @param launcherId the runner that launched; its own queue is preferred for watching and stopping
 */
public record StartTaskResult(String launcherId) {}
