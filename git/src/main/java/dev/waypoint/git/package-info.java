/** Git repositories, reached with the credentials of a project and nothing else. */
package dev.waypoint.git;
