/**
 * Installing runners on platforms, and removing them: {@code runner install}, {@code uninstall}.
 */
package dev.waypoint.cli.command.install;
