/** {@code waypoint job}. */
package dev.waypoint.cli.command.job;
