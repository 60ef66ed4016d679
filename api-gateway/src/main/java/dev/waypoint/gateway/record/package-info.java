/** Records of what operations made: builds, artifacts, deployments, releases, status reports. */
package dev.waypoint.gateway.record;
