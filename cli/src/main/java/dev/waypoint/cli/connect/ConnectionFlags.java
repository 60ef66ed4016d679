package dev.waypoint.cli.connect;

import java.util.Optional;

/**
 * What the command line says about the server.
 *
 * @param certificate PEM
 */
public record ConnectionFlags(
    Optional<String> address,
    Optional<Boolean> tls,
    Optional<Boolean> tlsSkipVerify,
    Optional<String> certificate) {
  /** Nothing was said. */
  public static ConnectionFlags none() {
    return new ConnectionFlags(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
