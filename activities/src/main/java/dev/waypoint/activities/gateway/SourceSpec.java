package dev.waypoint.activities.gateway;

import dev.waypoint.git.GitUrl;
import java.util.List;
import java.util.stream.Stream;

/** Where the source of a job comes from. */
public sealed interface SourceSpec {
  /** What of it must never be shown. */
  default List<String> secrets() {
    return List.of();
  }

  /** The directory of the CLI that runs the job. */
  record Local() implements SourceSpec {}

  /**
   * A clone; empty texts stand for what is not given.
   *
   * @param ref anything that names a commit; empty: the remote's head
   * @param path of the project inside the repository
   * @param knownHosts lines of a known_hosts file
   * @param recurseSubmodules how deep submodules are fetched; 0: not at all
   */
  record Git(
      String url,
      String ref,
      String path,
      String username,
      String password,
      byte[] privateKeyPem,
      String privateKeyPassword,
      String knownHosts,
      int recurseSubmodules)
      implements SourceSpec {
    @Override
    public List<String> secrets() {
      return Stream.concat(Stream.of(password, privateKeyPassword), GitUrl.password(url).stream())
          .filter(secret -> !secret.isEmpty())
          .toList();
    }

    /** Without credentials. */
    @Override
    public String toString() {
      return "Git[url=%s, ref=%s, path=%s]".formatted(GitUrl.shown(url), ref, path);
    }
  }

  /** A gzip-compressed tar archive that was uploaded to the gateway. */
  record Upload(String contentId) implements SourceSpec {}
}
