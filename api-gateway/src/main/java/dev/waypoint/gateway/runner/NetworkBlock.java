package dev.waypoint.gateway.runner;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses with a common beginning.
 *
 * @param bits how many bits of the address count
 */
record NetworkBlock(InetAddress address, int bits) {
  /**
   * Reads {@code 10.1.0.0/16}, {@code fd00::/8}, or one address.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static NetworkBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = literal(slash < 0 ? text : text.substring(0, slash), text);
    int length = address.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? length : bits(text.substring(slash + 1), text);
    if (bits > length) {
      throw unusable(text);
    }
    return new NetworkBlock(address, bits);
  }

  /** Never for an address of the other family. */
  boolean contains(InetAddress other) {
    byte[] own = address.getAddress();
    byte[] its = other.getAddress();
    if (own.length != its.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    boolean begins = Arrays.equals(own, 0, whole, its, 0, whole);
    int mask = 0xff << (Byte.SIZE - rest) & 0xff;
    return begins && (rest == 0 || (own[whole] & mask) == (its[whole] & mask));
  }

  private static InetAddress literal(String address, String text) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw unusable(text);
    }
  }

  private static int bits(String digits, String text) {
    try {
      int bits = Integer.parseInt(digits);
      if (bits >= 0) {
        return bits;
      }
    } catch (NumberFormatException e) {
      throw unusable(text);
    }
    throw unusable(text);
  }

  private static IllegalArgumentException unusable(String text) {
    return new IllegalArgumentException(
        "'%s' is no network: write it as 10.1.0.0/16, fd00::/8, or as one address".formatted(text));
  }
}
