package dev.waypoint.workflows.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a sweep found.
 *
 * @param found containers that nobody needed
 * @param removed how many of them are gone now
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SweepTasksResult(int found, int removed) {}
