/** What all commands share: options, the connection, the way to show things. */
package dev.waypoint.cli.command;
