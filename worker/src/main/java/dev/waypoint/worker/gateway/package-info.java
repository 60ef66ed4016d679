/** The gateway's calls for runners, behind the port that activities use. */
package dev.waypoint.worker.gateway;
