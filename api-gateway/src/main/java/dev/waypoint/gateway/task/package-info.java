/**
 * The containers of on-demand runners: their records, those that are started ahead of any job, and
 * the search for those that were left behind.
 */
package dev.waypoint.gateway.task;
