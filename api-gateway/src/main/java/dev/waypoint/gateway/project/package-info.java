/** Projects: what is kept of them between jobs. */
package dev.waypoint.gateway.project;
