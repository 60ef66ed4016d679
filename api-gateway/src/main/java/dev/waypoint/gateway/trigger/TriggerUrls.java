package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.tls.ServerCertificate;
import dev.waypoint.gateway.web.HttpListener;
import dev.waypoint.protocol.v1.TriggerEndpoint;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where triggers can be run by HTTP. */
@Singleton
final class TriggerUrls {
  static final String PATH = "/v1/trigger/";

  private final GatewayOptions options;
  private final Optional<ServerCertificate> certificate;
  private final HttpListener listener;

  TriggerUrls(
      GatewayOptions options, Optional<ServerCertificate> certificate, HttpListener listener) {
    this.options = options;
    this.certificate = certificate;
    this.listener = listener;
  }

  TriggerEndpoint endpoint(String id) {
    return TriggerEndpoint.newBuilder()
        .setPort(options.http().map(any -> listener.port()).orElse(0))
        .setTls(certificate.isPresent() && options.httpTls())
        .setPath(PATH + id)
        .build();
  }
}
