/** {@code waypoint task}. */
package dev.waypoint.cli.command.task;
