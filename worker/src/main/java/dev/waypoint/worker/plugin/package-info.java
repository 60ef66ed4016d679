/** What plugins on this machine can do, for those who write a waypoint.hcl. */
package dev.waypoint.worker.plugin;
