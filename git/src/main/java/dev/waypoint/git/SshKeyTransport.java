package dev.waypoint.git;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH with one key that is held in memory. Of the machine's own SSH settings at most its known
 * hosts are used.
 */
final class SshKeyTransport implements AutoCloseable {
  private final SshdSessionFactory sessions;

  /**
   * @param pem a private key in PEM or OpenSSH form
   * @param password of the key; empty: none
   * @param hosts those to connect to
   * @param home a directory of its own
   */
  SshKeyTransport(byte[] pem, String password, ServerKeyDatabase hosts, Path home)
      throws GitException {
    List<KeyPair> keys = read(pem, password);
    File directory = home.toFile();
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new GitException("%s cannot be made: %s".formatted(home, e.getMessage()), e);
    }
    this.sessions =
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(directory)
            .setSshDirectory(directory)
            .setPreferredAuthentications("publickey")
            .setDefaultKeysProvider(any -> keys)
            .setDefaultIdentities(any -> List.of())
            .setDefaultKnownHostsFiles(any -> List.of())
            .setConfigStoreFactory((any, file, user) -> null)
            .setServerKeyDatabase((any, ssh) -> hosts)
            .build(null);
  }

  void configure(Transport transport) {
    if (transport instanceof SshTransport ssh) {
      ssh.setSshSessionFactory(sessions);
    }
  }

  @Override
  public void close() {
    sessions.close();
  }

  private static List<KeyPair> read(byte[] pem, String password) throws GitException {
    List<KeyPair> keys = new ArrayList<>();
    try {
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("data source key"),
              new ByteArrayInputStream(pem),
              password.isEmpty() ? null : FilePasswordProvider.of(password));
      if (found != null) {
        found.forEach(keys::add);
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new GitException(
          "The private key of the project's data source cannot be read: wrong password, or not a key in PEM form.",
          e);
    }
    if (keys.isEmpty()) {
      throw new GitException(
          "The private key of the project's data source is not a key in PEM form.");
    }
    return keys;
  }
}
