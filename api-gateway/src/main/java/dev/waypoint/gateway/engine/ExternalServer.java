package dev.waypoint.gateway.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to reach a Temporal server that others run.
 *
 * @param address {@code host:port} of its frontend
 * @param tls whether to use TLS; implied by a certificate, a key or an API key
 * @param caFile PEM certificates to trust instead of the system's
 * @param certFile PEM client certificate, for mutual TLS; needs a key
 * @param keyFile PEM (PKCS #8) key of the client certificate
 * @param serverName the name to expect in the server's certificate, when it is not the address's
 * @param apiKey sent as a bearer token with every call
 */
public record ExternalServer(
    String address,
    boolean tls,
    Optional<Path> caFile,
    Optional<Path> certFile,
    Optional<Path> keyFile,
    Optional<String> serverName,
    Optional<String> apiKey) {
  public ExternalServer {
    requireNonNull(address, "address is null");
    requireNonNull(caFile, "caFile is null");
    requireNonNull(serverName, "serverName is null");
    requireNonNull(apiKey, "apiKey is null");
    if (!address.matches("\\S+:\\d{1,5}")) {
      throw new EngineException(
          "Temporal's address '%s' is not of the form host:port, such as temporal.example:7233"
              .formatted(address));
    }
    if (certFile.isPresent() != keyFile.isPresent()) {
      throw new EngineException(
          "a client certificate for Temporal needs both files, the certificate and its key; only"
              + " the %s is given".formatted(certFile.isPresent() ? "certificate" : "key"));
    }
    tls = tls || caFile.isPresent() || certFile.isPresent() || apiKey.isPresent();
  }

  /** Without TLS. */
  public static ExternalServer plaintext(String address) {
    return new ExternalServer(
        address,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
