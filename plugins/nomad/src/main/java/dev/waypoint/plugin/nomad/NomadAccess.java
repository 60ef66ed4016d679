package dev.waypoint.plugin.nomad;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where Nomad is and who we are there.
 *
 * @param token empty where access control is off
 */
record NomadAccess(
    URI address, String region, String namespace, Optional<String> token, TlsSettings tls) {

  private static final String DEFAULT_ADDRESS = "http://localhost:4646";

  /** What a configuration says; the environment says the rest. */
  record Settings(
      Optional<String> address,
      Optional<String> region,
      Optional<String> namespace,
      Optional<String> token,
      TlsSettings tls) {}

  /**
   * @param caCert a file or PEM, as the two after it
   */
  record TlsSettings(
      Optional<String> caCert,
      Optional<String> clientCert,
      Optional<String> clientKey,
      Optional<String> serverName,
      Optional<Boolean> skipVerify) {}

  /**
   * @param environment with Nomad's own variables
   * @throws IllegalArgumentException if the address is none
   */
  static NomadAccess of(Settings settings, Map<String, String> environment) {
    TlsSettings tls = settings.tls();
    return new NomadAccess(
        address(either(settings.address(), environment, "NOMAD_ADDR").orElse(DEFAULT_ADDRESS)),
        either(settings.region(), environment, "NOMAD_REGION").orElse("global"),
        either(settings.namespace(), environment, "NOMAD_NAMESPACE").orElse("default"),
        either(settings.token(), environment, "NOMAD_TOKEN"),
        new TlsSettings(
            either(tls.caCert(), environment, "NOMAD_CACERT"),
            either(tls.clientCert(), environment, "NOMAD_CLIENT_CERT"),
            either(tls.clientKey(), environment, "NOMAD_CLIENT_KEY"),
            either(tls.serverName(), environment, "NOMAD_TLS_SERVER_NAME"),
            tls.skipVerify()
                .or(
                    () ->
                        Optional.ofNullable(environment.get("NOMAD_SKIP_VERIFY"))
                            .map(value -> value.equals("1") || Boolean.parseBoolean(value)))));
  }

  private static Optional<String> either(
      Optional<String> configured, Map<String, String> environment, String variable) {
    return configured
        .or(() -> Optional.ofNullable(environment.get(variable)))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (web && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(notAnAddress(text), e);
    }
    throw new IllegalArgumentException(notAnAddress(text));
  }

  private static String notAnAddress(String text) {
    return "\"%s\" is no address of Nomad: write it as https://HOST:4646".formatted(text);
  }

  boolean secure() {
    return "https".equals(address.getScheme());
  }

  /** Leaves out the token. */
  @Override
  public String toString() {
    return "NomadAccess[%s, region %s, namespace %s]".formatted(address, region, namespace);
  }
}
