/** Destroying projects. */
package dev.waypoint.gateway.removal;
