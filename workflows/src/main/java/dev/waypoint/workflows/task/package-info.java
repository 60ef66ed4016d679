/** Containers that are no single job's: those that are started ahead, and those left behind. */
package dev.waypoint.workflows.task;
