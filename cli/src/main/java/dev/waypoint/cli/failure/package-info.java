/** How commands end: exit codes, and failures that are one message for people. */
package dev.waypoint.cli.failure;
