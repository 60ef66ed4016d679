package dev.waypoint.cli.connect;

import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.connect.GatewayTarget;

/** Makes channels to servers. {@link GatewayChannel#open} is the usual one. */
@FunctionalInterface
public interface Connector {
  GatewayChannel connect(GatewayTarget target, AccessToken credentials);
}
