/** What reading and evaluating waypoint.hcl costs. */
package dev.waypoint.benchmarks.hcl;
