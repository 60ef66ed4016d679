package dev.waypoint.activities.gateway;

/** Where the source of a job comes from. */
public sealed interface SourceSpec {
  /** The directory of the CLI that runs the job. */
  record Local() implements SourceSpec {}

  /**
   * A clone; empty texts stand for what is not given.
   *
   * @param ref anything that names a commit; empty: the remote's head
   * @param path of the project inside the repository
   * @param knownHosts lines of a known_hosts file
   */
  record Git(
      String url,
      String ref,
      String path,
      String username,
      String password,
      byte[] privateKeyPem,
      String privateKeyPassword,
      String knownHosts)
      implements SourceSpec {
    @Override
    public String toString() {
      return "Git[url=%s, ref=%s, path=%s]".formatted(url, ref, path);
    }
  }

  /** A gzip-compressed tar archive that was uploaded to the gateway. */
  record Upload(String contentId) implements SourceSpec {}
}
