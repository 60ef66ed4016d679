/** Functions of waypoint.hcl that render Jsonnet. */
package dev.waypoint.activities.jsonnet;
