/** The audit log: who decided what about runners, tokens, jobs and the server. */
package dev.waypoint.gateway.audit;
