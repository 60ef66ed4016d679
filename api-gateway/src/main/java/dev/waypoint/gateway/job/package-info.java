/** Jobs: queueing, assignment, output, results, and the workflows that run them. */
package dev.waypoint.gateway.job;
