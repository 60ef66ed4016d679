package dev.waypoint.git;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** How commands reach a repository. Nothing is connected before a command runs. */
public final class GitConnection implements AutoCloseable {
  private final GitRemote remote;
  private final HostKeys hosts;
  private final Optional<SshKeyTransport> ssh;
  private final String url;

  /**
   * @param home a directory of its own for SSH; made if it is needed
   * @throws GitException when the key or the URL cannot be read
   */
  public GitConnection(GitRemote remote, Path home) throws GitException {
    this.remote = remote;
    this.hosts = HostKeys.of(remote.knownHosts());
    this.url = remote.privateKeyPem().length > 0 ? withUser(remote) : remote.url();
    this.ssh =
        remote.privateKeyPem().length > 0
            ? Optional.of(
                new SshKeyTransport(
                    remote.privateKeyPem(), remote.privateKeyPassword(), hosts, home))
            : Optional.empty();
  }

  /** The URL to give to commands. */
  public String url() {
    return url;
  }

  /** Gives the credentials to a command. */
  public <C extends TransportCommand<C, ?>> C configure(C command) {
    if (ssh.isPresent()) {
      return command.setTransportConfigCallback(ssh.get()::configure);
    }
    return remote.password().isEmpty()
        ? command
        : command.setCredentialsProvider(
            new UsernamePasswordCredentialsProvider(remote.user(), remote.password()));
  }

  /** Why a command failed, for people. */
  public String explain(Throwable failure) {
    return hosts.refusal().orElseGet(() -> rootMessage(failure));
  }

  @Override
  public void close() {
    ssh.ifPresent(SshKeyTransport::close);
  }

  /** SSH takes the name of the machine's user where the URL has none. */
  private static String withUser(GitRemote remote) throws GitException {
    try {
      URIish uri = new URIish(remote.url());
      return uri.getUser() == null ? uri.setUser(remote.user()).toString() : remote.url();
    } catch (URISyntaxException e) {
      throw new GitException(
          "'%s' is not the URL of a repository: %s"
              .formatted(GitUrl.shown(remote.url()), e.getMessage()),
          e);
    }
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause().getMessage() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
