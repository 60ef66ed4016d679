package dev.waypoint.activities.source;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH with one key that is held in memory. Nothing of the machine's own SSH settings is used; hosts
 * are taken as they are, since a fresh runner knows none.
 */
final class SshKeyTransport implements AutoCloseable {
  private final SshdSessionFactory sessions;

  /**
   * @param pem a private key in PEM or OpenSSH form
   * @param password of the key; empty: none
   * @param home an own directory of the job
   */
  SshKeyTransport(byte[] pem, String password, Path home) throws SourceException {
    List<KeyPair> keys = read(pem, password);
    File directory = home.toFile();
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new SourceException("%s cannot be made: %s".formatted(home, e.getMessage()), e);
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
            .setServerKeyDatabase((any, ssh) -> new AnyHost())
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

  private static List<KeyPair> read(byte[] pem, String password) throws SourceException {
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
      throw new SourceException(
          "The private key of the project's data source cannot be read: wrong password, or not a key in PEM form.",
          e);
    }
    if (keys.isEmpty()) {
      throw new SourceException(
          "The private key of the project's data source is not a key in PEM form.");
    }
    return keys;
  }

  /** Accepts every host. */
  private static final class AnyHost implements ServerKeyDatabase {
    @Override
    public List<PublicKey> lookup(
        String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
      return List.of();
    }

    @Override
    public boolean accept(
        String connectAddress,
        InetSocketAddress remoteAddress,
        PublicKey serverKey,
        Configuration config,
        CredentialsProvider provider) {
      return true;
    }
  }
}
