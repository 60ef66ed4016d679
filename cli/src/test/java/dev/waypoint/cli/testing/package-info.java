/** The program against servers in memory. */
package dev.waypoint.cli.testing;
