/** Evaluation: expressions to values, in a context of variables and functions. */
package dev.waypoint.hcl.eval;
