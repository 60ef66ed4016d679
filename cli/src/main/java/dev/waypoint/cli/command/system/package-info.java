/** About the program itself: its version, and completion of command lines. */
package dev.waypoint.cli.command.system;
