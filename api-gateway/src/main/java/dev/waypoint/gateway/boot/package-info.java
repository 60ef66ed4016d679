/** Starting and stopping a server inside a process. */
package dev.waypoint.gateway.boot;
