/** {@code waypoint trigger}: operations that are written down, to be run by their id. */
package dev.waypoint.cli.command.trigger;
