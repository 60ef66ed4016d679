/**
 * What a runner asks of the gateway, in values of its own: the port through which activities get
 * their work and hand in what came of it.
 */
package dev.waypoint.activities.gateway;
