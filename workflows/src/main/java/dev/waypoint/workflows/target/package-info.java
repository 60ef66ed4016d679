/** Runners, the targets that select them, and the task queues that stand for targets. */
package dev.waypoint.workflows.target;
