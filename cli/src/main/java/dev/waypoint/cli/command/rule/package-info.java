/** {@code waypoint runner rule}: by which rules runners are adopted without asking. */
package dev.waypoint.cli.command.rule;
