/** The process that a command runs in: variables, directories, streams, logs, interrupts. */
package dev.waypoint.cli.environment;
