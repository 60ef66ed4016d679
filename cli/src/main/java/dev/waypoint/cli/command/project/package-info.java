/** {@code waypoint project}. */
package dev.waypoint.cli.command.project;
