/** Command lines in the style of Go's flags: one dash or two, values attached or apart. */
package dev.waypoint.cli.parse;
