package dev.waypoint.workflows.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * A container that still has to be removed.
 *
 * @param attempt the attempt that it was launched for
 * @param launcherId the runner that launched it; null when unknown
 * @param until when to give up
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UnstoppedTask(int attempt, String launcherId, Instant until) {}
