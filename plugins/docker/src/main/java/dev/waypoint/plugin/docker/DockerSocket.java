package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Gives a container a daemon's socket, and the right to use it to a process that is not root. */
final class DockerSocket {
  /** Where it is in the container, whatever it is called outside. */
  static final String PATH = "/var/run/docker.sock";

  private DockerSocket() {}

  /** To be mounted. */
  static Bind bind(String socket) {
    return Bind.parse(socket + ":" + PATH);
  }

  /** Adds the group to which the socket belongs. */
  static void allow(HostConfig host, String socket) {
    group(socket).ifPresent(group -> host.withGroupAdd(List.of(group)));
  }

  private static Optional<String> group(String socket) {
    try {
      return Optional.of(Files.getAttribute(Path.of(socket), "unix:gid").toString());
    } catch (IOException | UnsupportedOperationException e) {
      // The daemon is elsewhere: only a user with a right to its socket can use it there.
      return Optional.empty();
    }
  }
}
