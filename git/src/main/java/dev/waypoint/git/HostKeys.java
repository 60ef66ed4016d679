package dev.waypoint.git;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;

/** The SSH hosts that are known, by the lines of known_hosts files. Any other host is refused. */
final class HostKeys implements ServerKeyDatabase {
  private static final String REVOKED = "revoked";
  private static final int SSH_PORT = 22;

  private final List<KnownHostEntry> entries;
  private final String origin;
  private volatile String refusal;

  private HostKeys(List<KnownHostEntry> entries, String origin) {
    this.entries = entries;
    this.origin = origin;
  }

  /**
   * @param knownHosts empty: the files of this machine and its user
   * @throws GitException when they cannot be read
   */
  static HostKeys of(String knownHosts) throws GitException {
    try {
      if (!knownHosts.isBlank()) {
        return new HostKeys(
            KnownHostEntry.readKnownHostEntries(new StringReader(knownHosts), true),
            "the project's known hosts");
      }
      List<KnownHostEntry> entries = new ArrayList<>();
      for (Path file :
          List.of(
              Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"),
              Path.of("/etc/ssh/ssh_known_hosts"))) {
        if (Files.isReadable(file)) {
          entries.addAll(KnownHostEntry.readKnownHostEntries(file));
        }
      }
      return new HostKeys(entries, "the known_hosts files of this machine");
    } catch (IOException | RuntimeException e) {
      throw new GitException("the known SSH hosts cannot be read: " + e.getMessage(), e);
    }
  }

  /** Why the last host was refused. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public List<PublicKey> lookup(
      String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
    return keys(remoteAddress).stream().map(HostKeys::key).flatMap(Optional::stream).toList();
  }

  @Override
  public boolean accept(
      String connectAddress,
      InetSocketAddress remoteAddress,
      PublicKey serverKey,
      Configuration config,
      CredentialsProvider provider) {
    List<KnownHostEntry> known = keys(remoteAddress);
    List<KnownHostEntry> same =
        known.stream()
            .filter(
                entry -> key(entry).filter(key -> KeyUtils.compareKeys(key, serverKey)).isPresent())
            .toList();
    boolean revoked = same.stream().anyMatch(entry -> REVOKED.equals(entry.getMarker()));
    if (!same.isEmpty() && !revoked) {
      return true;
    }
    String host = name(remoteAddress);
    String key = KeyUtils.getFingerPrint(serverKey);
    String next =
        "Check that key, and give the lines of `ssh-keyscan %s` with `waypoint project apply -git-known-hosts-path=FILE`"
            .formatted(scanned(remoteAddress));
    refusal =
        revoked
            ? "the SSH host key %s of %s is revoked in %s".formatted(key, host, origin)
            : known.isEmpty()
                ? "the SSH host key %s of %s is not known: %s has none. %s"
                    .formatted(key, host, origin, next)
                : "the SSH host key %s of %s is another one than in %s: somebody may be in between. %s"
                    .formatted(key, host, origin, next);
    return false;
  }

  private List<KnownHostEntry> keys(InetSocketAddress address) {
    return entries.stream()
        .filter(entry -> entry.getMarker() == null || REVOKED.equals(entry.getMarker()))
        .filter(
            entry ->
                entry.isHostMatch(address.getHostString(), address.getPort())
                    || (address.getAddress() != null
                        && entry.isHostMatch(
                            address.getAddress().getHostAddress(), address.getPort())))
        .toList();
  }

  private static Optional<PublicKey> key(KnownHostEntry entry) {
    try {
      return Optional.ofNullable(entry.getKeyEntry().resolvePublicKey(null, null));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static String name(InetSocketAddress address) {
    return address.getPort() == SSH_PORT
        ? address.getHostString()
        : "[%s]:%d".formatted(address.getHostString(), address.getPort());
  }

  private static String scanned(InetSocketAddress address) {
    return address.getPort() == SSH_PORT
        ? address.getHostString()
        : "-p %d %s".formatted(address.getPort(), address.getHostString());
  }
}
