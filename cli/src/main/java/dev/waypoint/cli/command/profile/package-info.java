/** {@code waypoint runner profile}. */
package dev.waypoint.cli.command.profile;
