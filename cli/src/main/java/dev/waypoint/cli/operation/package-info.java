/**
 * From a verb on the command line to a job that has ended: what to run, where, and following it.
 */
package dev.waypoint.cli.operation;
