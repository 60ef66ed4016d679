/** {@code waypoint user}, {@code waypoint token}: tokens of people. */
package dev.waypoint.cli.command.user;
