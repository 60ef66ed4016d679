/** What concerns the server as a whole: its cookie, its settings, the first token. */
package dev.waypoint.gateway.server;
