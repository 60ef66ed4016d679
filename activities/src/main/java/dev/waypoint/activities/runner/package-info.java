/** The runner as its activities know it. */
package dev.waypoint.activities.runner;
