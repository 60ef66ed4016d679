/** {@code waypoint config}. */
package dev.waypoint.cli.command.config;
