/** {@code waypoint server}. */
package dev.waypoint.cli.command.server;
