/** Contracts of the activities and the values that they take and give. */
package dev.waypoint.workflows.activity;
