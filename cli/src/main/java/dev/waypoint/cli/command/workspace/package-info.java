/** {@code waypoint workspace}. */
package dev.waypoint.cli.command.workspace;
