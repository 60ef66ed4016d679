/** Who calls, what they may call, and how errors become gRPC statuses. */
package dev.waypoint.gateway.auth;
