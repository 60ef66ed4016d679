/** Fetching the source of a job into a directory. */
package dev.waypoint.activities.source;
