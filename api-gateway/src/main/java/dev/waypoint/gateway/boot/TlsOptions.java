package dev.waypoint.gateway.boot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections are encrypted.
 *
 * @param enabled false: plaintext
 * @param certificate a PEM file with the certificate chain; empty: self-signed, made at first start
 * @param key a PEM file with its private key; given exactly when the certificate is
 */
public record TlsOptions(boolean enabled, Optional<Path> certificate, Optional<Path> key) {
  public TlsOptions {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "a certificate and its key go together: give both files, or none");
    }
  }

  public static TlsOptions selfSigned() {
    return new TlsOptions(true, Optional.empty(), Optional.empty());
  }

  public static TlsOptions plaintext() {
    return new TlsOptions(false, Optional.empty(), Optional.empty());
  }
}
