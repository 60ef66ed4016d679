package dev.waypoint.gateway.boot;

import static java.util.Objects.requireNonNull;

/**
 * Where to listen.
 *
 * @param host an address or a name of this host; {@code 0.0.0.0}: every address
 * @param port 0: any free one
 */
public record ListenAddress(String host, int port) {
  public ListenAddress {
    requireNonNull(host, "host is null");
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("%d is no port: 0 to 65535".formatted(port));
    }
  }

  /** Reads {@code host:port}, {@code [::1]:port} or {@code :port} (every address). */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'%s' is no address: host:port is wanted".formatted(text));
    }
    String host = text.substring(0, colon).replace("[", "").replace("]", "");
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return new ListenAddress(host.isEmpty() ? "0.0.0.0" : host, port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' has no port number".formatted(text), e);
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
