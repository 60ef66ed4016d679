/** The certificate of the server's listeners. */
package dev.waypoint.gateway.tls;
