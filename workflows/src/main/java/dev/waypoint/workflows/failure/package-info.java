/** What can go wrong with a job, in one table. */
package dev.waypoint.workflows.failure;
