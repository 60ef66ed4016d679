package dev.waypoint.worker.connect;

/** How a gateway proves who it is. */
public sealed interface TlsTrust {
  /** No TLS at all: everything is readable on the way. */
  record Plaintext() implements TlsTrust {}

  /** TLS with the certificate authorities that the Java runtime trusts. */
  record System() implements TlsTrust {}

  /** TLS with any certificate: protects from listeners, not from impostors. */
  record SkipVerify() implements TlsTrust {}

  /**
   * TLS with exactly these certificates, whatever host names they are for.
   *
   * @param pem the gateways' own, self-signed certificates, one for each or one for all
   */
  record Pinned(String pem) implements TlsTrust {}

  /**
   * What the environment variables and stored contexts say in parts.
   *
   * @param pem null or blank: none
   */
  static TlsTrust of(boolean tls, boolean skipVerify, String pem) {
    if (!tls) {
      return new Plaintext();
    }
    if (pem != null && !pem.isBlank()) {
      return new Pinned(pem);
    }
    return skipVerify ? new SkipVerify() : new System();
  }
}
