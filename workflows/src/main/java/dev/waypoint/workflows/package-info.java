/** What travels through Temporal: workflows, activity contracts, values and task queue names. */
package dev.waypoint.workflows;
