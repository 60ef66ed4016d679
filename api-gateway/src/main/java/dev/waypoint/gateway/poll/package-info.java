/** Looking at projects again and again: for new commits, and for how deployments fare. */
package dev.waypoint.gateway.poll;
