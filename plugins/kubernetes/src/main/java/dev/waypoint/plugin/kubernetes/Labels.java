package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.LaunchSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A task's labels, as Kubernetes takes them: at most 63 letters, digits, dots, hyphens and
 * underscores. A value that it does not take keeps what is readable of it, and gets a check sum in
 * place of the rest; as an annotation it is kept as it is.
 */
final class Labels {
  /** On everything that is made; its value is the task's name. */
  static final String TASK = "waypoint.dev/task";

  /** On everything that this product makes in a cluster. */
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  static final String PRODUCT = "waypoint";

  private static final int LONGEST = 63;
  private static final int SUM = 8;
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
  private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Pattern EDGES = Pattern.compile("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$");

  private Labels() {}

  /**
   * @throws IllegalArgumentException names the first that the API server would refuse
   */
  static void check(String setting, Map<String, String> configured) {
    configured.forEach(
        (key, value) -> {
          if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                "%s has %s=%s: at most 63 letters, digits and ._- between letters or digits"
                    .formatted(setting, key, value));
          }
        });
  }

  /** Of everything that is made for a spec. */
  static Map<String, String> of(LaunchSpec spec, LauncherConfig config) {
    Map<String, String> all = new TreeMap<>(config.labels());
    all.putAll(encode(spec.labels()));
    all.put(TASK, spec.name().value());
    all.put(MANAGED_BY, PRODUCT);
    return all;
  }

  static Map<String, String> encode(Map<String, String> labels) {
    Map<String, String> encoded = new TreeMap<>();
    labels.forEach((key, value) -> encoded.put(key, encode(value)));
    return encoded;
  }

  static String encode(String value) {
    if (VALUE.matcher(value).matches()) {
      return value;
    }
    String readable = FOREIGN.matcher(value).replaceAll("-");
    readable = readable.substring(0, Math.min(readable.length(), LONGEST - SUM - 1));
    readable = EDGES.matcher(readable).replaceAll("");
    return readable.isEmpty() ? sum(value) : readable + "-" + sum(value);
  }

  private static String sum(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, SUM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
