/** What users see: at a terminal, in a pipe, and as JSON. */
package dev.waypoint.cli.terminal;
