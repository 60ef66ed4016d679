/** {@code waypoint server snapshot} and {@code restore}. */
package dev.waypoint.cli.command.snapshot;
