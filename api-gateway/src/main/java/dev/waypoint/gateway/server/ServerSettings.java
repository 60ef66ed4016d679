package dev.waypoint.gateway.server;

import java.util.Optional;

/**
 * @param cookie tells this server from others; not a credential
 * @param advertiseAddress how on-demand runners reach the server
 * @param runnerImage of on-demand runners whose profile names none
 */
public record ServerSettings(
    String cookie,
    boolean bootstrapped,
    Optional<String> advertiseAddress,
    Optional<Boolean> advertiseTls,
    Optional<Boolean> advertiseTlsSkipVerify,
    Optional<String> runnerImage) {}
