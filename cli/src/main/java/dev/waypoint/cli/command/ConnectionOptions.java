package dev.waypoint.cli.command;

import dev.waypoint.cli.connect.ConnectionFlags;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Of every command that talks to a server. */
public final class ConnectionOptions {
  @Option(
      names = "-server-addr",
      paramLabel = "HOST:PORT",
      description =
          "The server, or several of one installation, separated by commas; default:"
              + " WAYPOINT_SERVER_ADDR, then the context's.")
  private String address;

  @Option(names = "-server-tls", description = "Whether the server speaks TLS; default: true.")
  private Boolean tls;

  @Option(
      names = "-server-tls-skip-verify",
      description = "Whether any certificate is accepted; default: false.")
  private Boolean tlsSkipVerify;

  @Option(
      names = "-server-tls-cert",
      paramLabel = "FILE",
      description = "The server's self-signed certificate (PEM), trusted as it is.")
  private Path certificate;

  public ConnectionFlags flags() {
    return new ConnectionFlags(
        Optional.ofNullable(address),
        Optional.ofNullable(tls),
        Optional.ofNullable(tlsSkipVerify),
        Optional.ofNullable(certificate).map(ConnectionOptions::read));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(
          "cannot read the certificate %s: %s".formatted(file, FileFault.reason(e, file)), e);
    }
  }
}
