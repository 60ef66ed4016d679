package dev.waypoint.gateway.store;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The server's keys: files of the data directory, never in the database. Made when missing. */
@Singleton
public final class KeyRing {
  private static final int FINGERPRINT_BYTES = 16;

  private final byte[] tokenKey;
  private final byte[] boxKey;
  private final byte[] taskKey;

  public KeyRing(DataDirectory directory) {
    Path keys = directory.keys();
    this.tokenKey = KeyFile.readOrMake(keys.resolve("tokens.key"));
    this.boxKey = KeyFile.readOrMake(keys.resolve("database.key"));
    this.taskKey = KeyFile.readOrMake(keys.resolve("tasks.key"));
  }

  /** Signs tokens. */
  public byte[] tokenKey() {
    return tokenKey.clone();
  }

  /** Encrypts what is confidential in the database. */
  public byte[] boxKey() {
    return boxKey.clone();
  }

  /** Signs the task tokens that runners get. */
  public byte[] taskKey() {
    return taskKey.clone();
  }

  /** Tells these keys from others without giving anything away. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("waypoint-keys".getBytes(StandardCharsets.UTF_8));
      digest.update(boxKey);
      digest.update(tokenKey);
      return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
