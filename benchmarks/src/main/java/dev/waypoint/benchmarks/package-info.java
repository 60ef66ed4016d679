/** Measures jobs against the floor that the engine itself sets, in one run. */
package dev.waypoint.benchmarks;
