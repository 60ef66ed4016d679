package dev.waypoint.gateway.poll;

import dev.waypoint.git.GitException;
import dev.waypoint.git.GitRemote;
import dev.waypoint.git.RemoteCommits;
import dev.waypoint.protocol.v1.DataSource;
import java.nio.file.Path;
import java.util.Optional;

/** What a project's repository has now. */
final class Commits {
  private final DataSource.Git source;
  private final RemoteCommits remote;

  /**
   * @param work where keys and objects are kept for the length of a call
   */
  Commits(DataSource.Git source, Path work) {
    this.source = source;
    this.remote =
        new RemoteCommits(
            new GitRemote(
                source.getUrl(),
                source.getUsername(),
                source.getPassword(),
                source.getPrivateKeyPem().toByteArray(),
                source.getPrivateKeyPassword(),
                source.getKnownHosts()),
            work);
  }

  String latest() throws GitException {
    return remote.commit(source.getRef());
  }

  /** The identity of the project's directory, if only changes in there count. */
  Optional<String> tree() throws GitException {
    return source.getIgnoreChangesOutsidePath() && !source.getPath().isEmpty()
        ? remote.directory(source.getRef(), source.getPath())
        : Optional.empty();
  }
}
