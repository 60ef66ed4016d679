package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.store.DataDirectory;
import dev.waypoint.gateway.store.Ids;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the gateways of one database apart; the same across restarts. */
@Singleton
final class ReplicaId {
  private final String value;

  ReplicaId(DataDirectory directory) {
    Path file = directory.root().resolve("replica");
    try {
      if (Files.notExists(file)) {
        Files.writeString(file, Ids.next());
      }
      this.value = Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("file %s cannot be read or made".formatted(file), e);
    }
  }

  String value() {
    return value;
  }
}
