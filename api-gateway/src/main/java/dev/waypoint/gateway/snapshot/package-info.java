/** The server's data as one portable stream: written online, checked, staged, taken over. */
package dev.waypoint.gateway.snapshot;
