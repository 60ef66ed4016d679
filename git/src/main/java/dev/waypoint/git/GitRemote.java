package dev.waypoint.git;

/**
 * A repository and the credentials for it; empty texts stand for what is not given.
 *
 * @param username of a password or key; {@code git} if empty
 * @param privateKeyPem with it the repository is reached by SSH
 * @param knownHosts lines of a known_hosts file; empty: the files of this machine
 */
public record GitRemote(
    String url,
    String username,
    String password,
    byte[] privateKeyPem,
    String privateKeyPassword,
    String knownHosts) {
  static final String DEFAULT_USER = "git";

  String user() {
    return username.isEmpty() ? DEFAULT_USER : username;
  }

  /** Without credentials. */
  @Override
  public String toString() {
    return "GitRemote[" + GitUrl.shown(url) + "]";
  }
}
