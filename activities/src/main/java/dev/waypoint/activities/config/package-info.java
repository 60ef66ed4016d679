/** What operations need to know of waypoint.hcl; the only user of the HCL module here. */
package dev.waypoint.activities.config;
