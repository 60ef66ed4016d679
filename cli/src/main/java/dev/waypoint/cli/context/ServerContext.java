package dev.waypoint.cli.context;

import java.util.Optional;

/**
 * How to reach a server, and what to ask it for.
 *
 * @param certificate PEM of the server's self-signed certificate, trusted as it is
 * @param token secret
 * @param workspace used where neither flag nor environment names one
 */
public record ServerContext(
    String address,
    boolean tls,
    boolean tlsSkipVerify,
    Optional<String> certificate,
    Optional<String> token,
    Optional<String> platform,
    Optional<String> workspace) {
  /** Without credentials and preferences. */
  public static ServerContext of(String address, boolean tls, boolean tlsSkipVerify) {
    return new ServerContext(
        address,
        tls,
        tlsSkipVerify,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public ServerContext withCertificate(Optional<String> pem) {
    return new ServerContext(address, tls, tlsSkipVerify, pem, token, platform, workspace);
  }

  public ServerContext withToken(Optional<String> secret) {
    return new ServerContext(address, tls, tlsSkipVerify, certificate, secret, platform, workspace);
  }

  public ServerContext withWorkspace(Optional<String> name) {
    return new ServerContext(address, tls, tlsSkipVerify, certificate, token, platform, name);
  }

  public ServerContext withPlatform(Optional<String> name) {
    return new ServerContext(address, tls, tlsSkipVerify, certificate, token, name, workspace);
  }

  @Override
  public String toString() {
    return "ServerContext[address=" + address + ", tls=" + tls + "]";
  }
}
