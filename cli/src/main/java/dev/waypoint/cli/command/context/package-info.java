/** {@code waypoint context} and {@code waypoint login}: the servers that the user knows. */
package dev.waypoint.cli.command.context;
