/**
 * The runners' only way to Temporal. A runner is a stock Temporal activity worker that polls one
 * queue of its own; the gateway polls the real queues on behalf of those runners that wait and
 * hands each task to one that is entitled to it. {@link dev.waypoint.gateway.proxy.RunnerDirectory}
 * is what the proxy needs to know about runners, {@link dev.waypoint.gateway.proxy.TemporalProxy}
 * what the rest of the gateway sees of the proxy.
 */
package dev.waypoint.gateway.proxy;
