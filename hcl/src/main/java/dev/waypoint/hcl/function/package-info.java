/** Functions that expressions can call. */
package dev.waypoint.hcl.function;
