package dev.waypoint.worker.connect;

/**
 * Where one gateway listens.
 *
 * @param host a name or an address, IPv6 without brackets
 */
public record GatewayAddress(String host, int port) {
  /** The port of an address that names none. */
  public static final int DEFAULT_PORT = 9701;

  /**
   * Reads {@code host}, {@code host:port} or {@code [v6]:port}; a leading scheme is dropped.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public static GatewayAddress parse(String address) {
    String text = address.strip().replaceFirst("^(https?|grpc|tcp)://", "");
    if (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    String host = text;
    String port = "";
    int bracket = text.indexOf(']');
    if (text.startsWith("[") && bracket > 0) {
      host = text.substring(1, bracket);
      String rest = text.substring(bracket + 1);
      port = rest.startsWith(":") ? rest.substring(1) : rest;
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      host = text.substring(0, text.indexOf(':'));
      port = text.substring(text.indexOf(':') + 1);
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException(
          "server address '%s' names no host: write it as host:port".formatted(address));
    }
    return new GatewayAddress(host, port.isEmpty() ? DEFAULT_PORT : number(port, address));
  }

  private static int number(String port, String address) {
    try {
      int number = Integer.parseInt(port);
      if (number > 0 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same complaint as for a number out of range
    }
    throw new IllegalArgumentException(
        "server address '%s' has no usable port: write it as host:port".formatted(address));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
