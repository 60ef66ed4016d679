package dev.waypoint.workflows.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How an attempt ended. Its content was delivered to the gateway before.
 *
 * @param code {@code SUCCESS} or the name of the failure's code
 * @param runnerId the runner that executed it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunJobResult(String code, String runnerId) {}
