package dev.waypoint.worker.connect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the gateways of one installation listen, one of them or several that share a database. A
 * client talks to one at a time: to the first that answers, in this order.
 *
 * @param addresses at least one
 */
public record GatewayTarget(List<GatewayAddress> addresses, TlsTrust trust) {
  private static final String SEPARATOR = ",";

  public GatewayTarget {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address");
    }
  }

  /** A single gateway. */
  public GatewayTarget(String host, int port, TlsTrust trust) {
    this(List.of(new GatewayAddress(host, port)), trust);
  }

  /**
   * Reads addresses that are separated by commas, each as {@link GatewayAddress#parse} does.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public static GatewayTarget parse(String addresses, TlsTrust trust) {
    String text = addresses == null ? "" : addresses;
    return new GatewayTarget(
        Arrays.stream(text.split(SEPARATOR, -1)).map(GatewayAddress::parse).distinct().toList(),
        trust);
  }

  /** As {@link #parse} reads it. */
  public String address() {
    return addresses.stream().map(GatewayAddress::toString).collect(Collectors.joining(SEPARATOR));
  }
}
