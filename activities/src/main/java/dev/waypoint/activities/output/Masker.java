package dev.waypoint.activities.output;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Replaces sensitive values by {@value #MASK} wherever they occur. Values can be added while it is
 * in use; a value of several lines is also found line by line.
 */
public final class Masker {
  public static final String MASK = "***";

  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private volatile List<String> secrets = List.of();
  private volatile Bytes bytes = new Bytes(List.of());

  /** Empty values are ignored. */
  public synchronized void add(Collection<String> values) {
    TreeSet<String> all = new TreeSet<>(LONGEST_FIRST);
    all.addAll(secrets);
    values.stream()
        .flatMap(value -> Stream.concat(Stream.of(value), value.lines().map(String::strip)))
        .filter(value -> !value.isBlank())
        .forEach(all::add);
    secrets = List.copyOf(all);
    bytes = new Bytes(secrets.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** The text with every sensitive value replaced. */
  public String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      if (masked.contains(secret)) {
        masked = masked.replace(secret, MASK);
      }
    }
    return masked;
  }

  Bytes bytes() {
    return bytes;
  }

  /** The same values in UTF-8, longest first, with the set of their first bytes. */
  static final class Bytes {
    private final List<byte[]> values;
    private final boolean[] firsts = new boolean[256];

    Bytes(List<byte[]> values) {
      this.values = values;
      values.forEach(value -> firsts[value[0] & 0xff] = true);
    }

    boolean isEmpty() {
      return values.isEmpty();
    }

    boolean mayBegin(byte first) {
      return firsts[first & 0xff];
    }

    /** Whether what is left of the data could be the beginning of a value. */
    boolean isCutOff(byte[] data, int from, int to) {
      return values.stream()
          .anyMatch(value -> value.length > to - from && matches(value, data, from, to - from));
    }

    /** Length of the longest value that begins here; 0: none. */
    int lengthAt(byte[] data, int from, int to) {
      for (byte[] value : values) {
        if (value.length <= to - from && matches(value, data, from, value.length)) {
          return value.length;
        }
      }
      return 0;
    }

    private static boolean matches(byte[] value, byte[] data, int from, int length) {
      return java.util.Arrays.equals(value, 0, length, data, from, from + length);
    }
  }
}
