/** The workflow of a job: its contract, its values, its states. */
package dev.waypoint.workflows.job;
