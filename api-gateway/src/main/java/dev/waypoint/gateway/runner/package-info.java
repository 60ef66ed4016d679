/** The registry of runners: who they are, whether they may work, and whether they are there. */
package dev.waypoint.gateway.runner;
