/** Runner profiles: how on-demand runners are launched, and which profile a job uses. */
package dev.waypoint.gateway.profile;
