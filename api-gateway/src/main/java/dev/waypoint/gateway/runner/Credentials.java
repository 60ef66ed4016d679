package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.auth.Caller;

/**
 * What a runner shows when it connects.
 *
 * @param cookieShown it knows which server this is
 */
record Credentials(Caller caller, boolean cookieShown, String address) {}
