/** Commands of waypoint.hcl around an operation. */
package dev.waypoint.activities.hook;
