/** The operations of an app's life: build, deploy, release and the others. */
package dev.waypoint.cli.command.app;
