package dev.waypoint.cli.connect;

import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.worker.connect.GatewayTarget;
import dev.waypoint.worker.connect.TlsTrust;

/**
 * The server to use.
 *
 * @param origin where that was said, for messages: the flag, the variable or the context
 */
public record ServerChoice(ServerContext server, String origin) {
  /**
   * @throws CliException if the address cannot be used
   */
  public GatewayTarget target() {
    try {
      return GatewayTarget.parse(
          server.address(),
          TlsTrust.of(server.tls(), server.tlsSkipVerify(), server.certificate().orElse(null)));
    } catch (IllegalArgumentException e) {
      throw new CliException(e.getMessage() + " (from " + origin + ")", e);
    }
  }
}
