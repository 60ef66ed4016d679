package dev.waypoint.sdk.install;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A server on a platform.
 *
 * @param resource the platform's own name of it
 * @param lookAt a command with which a person sees what the server writes
 * @param address {@code HOST:PORT} by which whoever installs reaches it; empty while the platform
 *     has not given it one
 * @param runnerAddress {@code HOST:PORT} by which runners on this platform reach it; empty as above
 * @param httpAddress {@code HOST:PORT} of health and metrics; empty if it is not published
 */
public record InstalledServer(
    String resource,
    String lookAt,
    Optional<String> address,
    Optional<String> runnerAddress,
    Optional<String> httpAddress) {
  public InstalledServer {
    requireNonNull(resource, "resource is null");
    requireNonNull(lookAt, "lookAt is null");
    requireNonNull(address, "address is null");
    requireNonNull(runnerAddress, "runnerAddress is null");
    requireNonNull(httpAddress, "httpAddress is null");
  }

  /** {@code HOST:PORT} as addresses are written here, with an IPv6 address in brackets. */
  public static String hostAndPort(String host, int port) {
    return (host.contains(":") ? "[%s]:%d" : "%s:%d").formatted(host, port);
  }
}
