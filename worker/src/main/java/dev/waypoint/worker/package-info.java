/** The runner: connects to a gateway, takes jobs and executes them until it is told to leave. */
package dev.waypoint.worker;
