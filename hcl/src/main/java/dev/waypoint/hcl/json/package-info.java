/** The JSON syntax of the language. */
package dev.waypoint.hcl.json;
