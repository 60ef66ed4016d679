/** Triggers: operations that are run by their id, by hand or by a URL. */
package dev.waypoint.gateway.trigger;
