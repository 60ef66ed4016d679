/** What can go wrong with a job, in one table, and with a file, in words. */
package dev.waypoint.workflows.failure;
