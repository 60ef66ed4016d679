package dev.waypoint.workflows.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * @param launcherId the runner that launched; its own queue is preferred for watching and stopping
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StartTaskResult(String launcherId) {}
