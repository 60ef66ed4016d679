package dev.waypoint.workflows.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How a container ended. Its last lines and the platform's words were reported to the gateway.
 *
 * @param exitCode the process's own
 * @param code {@code SUCCESS} for exit code 0, else the name of the failure's code
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WatchTaskResult(int exitCode, String code) {}
