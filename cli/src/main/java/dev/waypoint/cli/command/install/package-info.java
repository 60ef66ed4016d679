/**
 * Installing on platforms, and removing: {@code runner install}, {@code uninstall}; {@code
 * install}, which is {@code server install}, {@code server upgrade} and {@code uninstall}.
 */
package dev.waypoint.cli.command.install;
