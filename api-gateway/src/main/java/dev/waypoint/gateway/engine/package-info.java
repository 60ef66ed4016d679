/**
 * Where workflows run: a Temporal server that is there already, one that the gateway runs as a
 * child process, or one inside the gateway's own process. {@link
 * dev.waypoint.gateway.engine.EngineSelection} chooses; nothing above {@link
 * dev.waypoint.gateway.engine.Engine} knows which it is.
 */
package dev.waypoint.gateway.engine;
