package dev.waypoint.gateway.tls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * @param chain PEM file
 * @param key PEM file (PKCS 8)
 * @param selfSigned clients have to be given the certificate to trust
 * @param pem the text of the chain
 */
public record ServerCertificate(Path chain, Path key, boolean selfSigned, String pem) {
  public ServerCertificate {
    requireNonNull(chain, "chain is null");
    requireNonNull(key, "key is null");
    requireNonNull(pem, "pem is null");
  }
}
