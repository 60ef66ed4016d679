package dev.waypoint.cli.operation;

import com.google.protobuf.ByteString;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Changes of a project's Git source for one operation. */
final class RemoteSource {
  private static final String KEYS =
      "url, ref, path, recurse_submodules, username, password, key, key_password";

  private RemoteSource() {}

  /**
   * @throws CliException for an unknown key
   */
  static DataSource change(DataSource.Git known, Map<String, String> changes) {
    DataSource.Git.Builder git = known.toBuilder();
    changes.forEach(
        (key, value) -> {
          switch (key) {
            case "url" -> git.setUrl(value);
            case "ref" -> git.setRef(value);
            case "path" -> git.setPath(value);
            case "recurse_submodules" -> git.setRecurseSubmodules(depth(value));
            case "username" -> git.setUsername(value);
            case "password" -> git.setPassword(value);
            case "key" -> git.setPrivateKeyPem(read(value));
            case "key_password" -> git.setPrivateKeyPassword(value);
            default ->
                throw CliException.of(
                    "-remote-source=%s=%s: unknown key; use one of %s", key, value, KEYS);
          }
        });
    return DataSource.newBuilder().setGit(git).build();
  }

  private static int depth(String value) {
    try {
      return Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      throw new CliException(
          "-remote-source=recurse_submodules=%s: a depth is a number from 0".formatted(value), e);
    }
  }

  /** A key may be given as text or as a file. */
  private static ByteString read(String value) {
    if (value.startsWith("-----BEGIN")) {
      return ByteString.copyFromUtf8(value);
    }
    try {
      return ByteString.copyFrom(Files.readAllBytes(Path.of(value)));
    } catch (IOException e) {
      throw new CliException(
          "-remote-source=key: cannot read the file %s: %s"
              .formatted(value, FileFault.reason(e, Path.of(value))),
          e);
    }
  }
}
