/** The operations: what a job does once its source and configuration are there. */
package dev.waypoint.activities.operation;
