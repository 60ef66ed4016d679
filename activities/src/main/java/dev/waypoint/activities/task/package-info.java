/** Starting, watching and stopping the containers of on-demand runners. */
package dev.waypoint.activities.task;
