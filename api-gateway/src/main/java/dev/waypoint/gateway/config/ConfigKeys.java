package dev.waypoint.gateway.config;

import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.ConfigTarget;
import dev.waypoint.protocol.v1.ConfigVariable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What makes two values the same: a name and kind for one target. */
final class ConfigKeys {
  private ConfigKeys() {}

  static String of(ConfigVariable variable) {
    ConfigTarget target = variable.getTarget();
    return hash(
        target.getProject(),
        target.getApplication(),
        target.hasRunner() ? "runner " + target.getRunner() : "",
        target.getWorkspace().toLowerCase(Locale.ROOT),
        target.getLabelSelector(),
        variable.getKind().name(),
        variable.getName());
  }

  static String of(ConfigSource source) {
    return hash(
        source.getType(),
        source.getProject(),
        source.getApplication(),
        source.getWorkspace().toLowerCase(Locale.ROOT));
  }

  private static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
