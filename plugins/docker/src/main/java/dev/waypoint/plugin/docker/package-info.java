/**
 * Docker: builds images, pushes them, runs them as containers, and runs on-demand runners.
 *
 * <p>Everything that is made carries labels that begin with {@code waypoint.dev/}; nothing else is
 * ever stopped or removed.
 */
package dev.waypoint.plugin.docker;
