/** The program {@code waypoint}: its entry point and the tree of its commands. */
package dev.waypoint.cli;
