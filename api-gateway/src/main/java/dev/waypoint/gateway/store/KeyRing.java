package dev.waypoint.gateway.store;

import jakarta.inject.Singleton;
import java.nio.file.Path;

/** The server's keys: files of the data directory, never in the database. Made when missing. */
@Singleton
public final class KeyRing {
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
}
