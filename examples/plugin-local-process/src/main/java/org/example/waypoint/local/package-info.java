/**
 * A sample plugin: on-demand runners as processes of the launching runner's own machine.
 *
 * <p>It shows what a launcher has to do. It isolates nothing: a runner is a process of the same
 * user.
 */
package org.example.waypoint.local;
