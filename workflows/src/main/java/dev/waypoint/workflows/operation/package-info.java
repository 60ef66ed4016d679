/**
 * The code of the job's workflow. Deterministic: time, waits and calls go through Temporal only.
 */
package dev.waypoint.workflows.operation;
