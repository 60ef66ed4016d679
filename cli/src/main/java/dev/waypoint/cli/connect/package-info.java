/** Finding a server, connecting to it, and saying clearly why that does not work. */
package dev.waypoint.cli.connect;
