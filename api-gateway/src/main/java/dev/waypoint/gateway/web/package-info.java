/** HTTP: health and metrics. */
package dev.waypoint.gateway.web;
