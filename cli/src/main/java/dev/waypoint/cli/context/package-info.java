/** The servers that a user knows: one file each, one of them the default. */
package dev.waypoint.cli.context;
