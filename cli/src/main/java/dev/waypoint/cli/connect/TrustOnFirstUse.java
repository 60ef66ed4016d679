package dev.waypoint.cli.connect;

import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.worker.connect.GatewayTarget;

/** Makes a server's self-signed certificate the one to trust, when the user asks for no check. */
public final class TrustOnFirstUse {
  private TrustOnFirstUse() {}

  /**
   * With TLS, no certificate and "skip verify": connects, and answers a context that trusts exactly
   * the certificate seen; else the same context. A certificate of an authority is not kept.
   *
   * @throws dev.waypoint.cli.failure.CliException if the server cannot be reached
   */
  public static ServerContext pin(ServerContext server) {
    if (!server.tls() || !server.tlsSkipVerify() || server.certificate().isPresent()) {
      return server;
    }
    GatewayTarget target = new ServerChoice(server, "the command line").target();
    return server.withCertificate(PeerCertificate.selfSigned(target));
  }
}
