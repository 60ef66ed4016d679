package dev.waypoint.gateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/** A key of 32 random bytes in a file that only its owner can read. */
final class KeyFile {
  private KeyFile() {}

  static byte[] readOrMake(Path file) {
    try {
      if (Files.notExists(file)) {
        byte[] key = new byte[SecretBox.KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        make(file, key);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != SecretBox.KEY_LENGTH) {
        throw new IllegalStateException(
            "key file %s is damaged: it has %d bytes instead of %d"
                .formatted(file, key.length, SecretBox.KEY_LENGTH));
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("key file %s cannot be read or made".formatted(file), e);
    }
  }

  /** A kill in the middle leaves no half a key: what is there under its name is whole. */
  private static void make(Path file, byte[] key) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    PrivateFiles.write(next, key);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
