package dev.waypoint.cli.command.snapshot;

import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.CreateSnapshotRequest;
import dev.waypoint.protocol.v1.CreateSnapshotResponse;
import dev.waypoint.protocol.v1.SnapshotServiceGrpc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;

/** Takes a snapshot from the server. It blocks until the whole is there. */
public final class SnapshotDownload {
  private SnapshotDownload() {}

  /** Into a file that its owner alone can read, whole or not at all; replaces what is there. */
  public static void toFile(ServerConnection server, Path path) throws IOException {
    requirePlace(path);
    Path part = path.resolveSibling(path.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      try (OutputStream out = PrivateFile.create(part)) {
        toStream(server, out);
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What only its last step would show otherwise, or say by a path alone. */
  private static void requirePlace(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "it is a folder; name a file in it");
    }
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(folder.toString(), null, "there is no such folder");
    }
  }

  static void toStream(ServerConnection server, OutputStream out) throws IOException {
    Iterator<CreateSnapshotResponse> parts =
        SnapshotServiceGrpc.newBlockingStub(server.channel())
            .createSnapshot(CreateSnapshotRequest.getDefaultInstance());
    while (parts.hasNext()) {
      parts.next().getData().writeTo(out);
    }
    out.flush();
  }
}
