/** Kubernetes: on-demand runners as jobs of a cluster. */
package dev.waypoint.plugin.kubernetes;
