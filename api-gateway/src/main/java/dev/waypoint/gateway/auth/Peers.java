package dev.waypoint.gateway.auth;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Where calls come from. */
final class Peers {
  private Peers() {}

  static String describe(Attributes attributes) {
    SocketAddress address = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return switch (address) {
      case InetSocketAddress inet -> inet.getHostString() + ":" + inet.getPort();
      case null -> "";
      default -> address.toString();
    };
  }
}
