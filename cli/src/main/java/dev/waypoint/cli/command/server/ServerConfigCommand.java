package dev.waypoint.cli.command.server;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.SetServerConfigRequest;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "config-set", description = "Set how runners reach the server.")
final class ServerConfigCommand extends ServerCommand {
  @Option(
      names = "-advertise-addr",
      paramLabel = "HOST:PORT",
      description = "The address that on-demand runners connect to.")
  private String address;

  @Option(names = "-advertise-tls", description = "Whether TLS is spoken there; default: true.")
  private Boolean tls;

  @Option(
      names = "-advertise-tls-skip-verify",
      description = "Whether runners accept any certificate there; default: false.")
  private Boolean tlsSkipVerify;

  @Option(
      names = "-runner-image",
      paramLabel = "IMAGE",
      description = "The image of on-demand runners whose profile names none.")
  private String image;

  ServerConfigCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    if (address == null && tls == null && tlsSkipVerify == null && image == null) {
      throw new CliException("missing option: -advertise-addr=HOST:PORT or -runner-image=IMAGE");
    }
    SetServerConfigRequest.Builder request = SetServerConfigRequest.newBuilder();
    Optional.ofNullable(address).ifPresent(request::setAdvertiseAddress);
    Optional.ofNullable(tls).ifPresent(request::setAdvertiseTls);
    Optional.ofNullable(tlsSkipVerify).ifPresent(request::setAdvertiseTlsSkipVerify);
    Optional.ofNullable(image).ifPresent(request::setRunnerImage);
    server.admin().setServerConfig(request.build());
    renderer().line(Style.SUCCESS, "the server's configuration is updated");
  }
}
