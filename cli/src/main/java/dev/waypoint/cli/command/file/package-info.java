/** Commands about the file waypoint.hcl itself; they need no server. */
package dev.waypoint.cli.command.file;
