/** {@code waypoint runner}, but for its profiles. */
package dev.waypoint.cli.command.runner;
