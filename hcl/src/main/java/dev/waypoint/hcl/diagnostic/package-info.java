/** Problems found in a source file, and where. */
package dev.waypoint.hcl.diagnostic;
