package dev.waypoint.workflows.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * A job as its workflow sees it.
 *
 * @param waitingFor in words, without names or values: what has to happen next; empty when nothing
 * @param queue the task queue of the activity under way; empty when none
 * @param lastFailure code of the failure that ended the attempt before; empty when none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperationStatus(
    Phase phase, int attempt, String queue, Instant since, String waitingFor, String lastFailure) {}
