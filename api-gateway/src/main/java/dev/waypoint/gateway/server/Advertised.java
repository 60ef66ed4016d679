package dev.waypoint.gateway.server;

import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GrpcPort;
import dev.waypoint.gateway.tls.ServerCertificate;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How on-demand runners reach this server, and what they are made of. */
@Singleton
public final class Advertised {
  private final GatewayOptions options;
  private final SettingsStore settings;
  private final Optional<ServerCertificate> certificate;
  private final GrpcPort port;

  Advertised(
      GatewayOptions options,
      SettingsStore settings,
      Optional<ServerCertificate> certificate,
      GrpcPort port) {
    this.options = options;
    this.settings = settings;
    this.certificate = certificate;
    this.port = port;
  }

  /** The environment variables that say where the server is and how to trust it. */
  public Map<String, String> environment() {
    ServerSettings current = settings.get();
    boolean tls = current.advertiseTls().or(options::advertiseTls).orElse(certificate.isPresent());
    boolean skipVerify = current.advertiseTlsSkipVerify().orElse(options.advertiseTlsSkipVerify());
    Map<String, String> environment = new TreeMap<>();
    environment.put("WAYPOINT_SERVER_ADDR", address(current));
    environment.put("WAYPOINT_SERVER_TLS", String.valueOf(tls));
    environment.put("WAYPOINT_SERVER_TLS_SKIP_VERIFY", String.valueOf(skipVerify));
    if (tls) {
      certificate
          .filter(ServerCertificate::selfSigned)
          .ifPresent(own -> environment.put("WAYPOINT_SERVER_TLS_CERT", own.pem()));
    }
    return environment;
  }

  /** The image of on-demand runners whose profile names none. */
  public String runnerImage() {
    return settings.get().runnerImage().orElse(options.runnerImage());
  }

  private String address(ServerSettings current) {
    return current
        .advertiseAddress()
        .or(options::advertiseAddress)
        .orElseGet(
            () -> {
              String host = options.grpc().host();
              boolean every = host.equals("0.0.0.0") || host.equals("::");
              String shown = host.contains(":") ? "[" + host + "]" : host;
              return (every ? "localhost" : shown) + ":" + port.get();
            });
  }
}
