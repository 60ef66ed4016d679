/** Finding and loading plugins. */
package dev.waypoint.activities.plugin;
