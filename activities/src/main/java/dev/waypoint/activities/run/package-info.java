/** One attempt of one job on a runner, from its assignment to the delivered result. */
package dev.waypoint.activities.run;
