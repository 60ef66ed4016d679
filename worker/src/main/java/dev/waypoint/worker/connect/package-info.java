/** Connections to a gateway: address, trust, credentials. For runners and for the CLI. */
package dev.waypoint.worker.connect;
