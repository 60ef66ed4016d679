package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.SetServerConfigRequest;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformRunners;
import dev.waypoint.worker.plugin.PlatformServers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "upgrade",
    description =
        "Give an installed server, its static runner and their profile the images of this version;"
            + " data and arguments stay. Jobs go on afterwards.")
public final class ServerUpgradeCommand extends WaypointCommand {
  @Mixin private InstalledChoice choice = new InstalledChoice();

  @Option(
      names = "-odr-image",
      paramLabel = "IMAGE",
      description = "The image of the profile's on-demand runners; default: the runner's.")
  private String onDemandImage;

  @Option(
      names = "-advertise-addr",
      paramLabel = "HOST:PORT",
      description = "How runners reach the server; default: what the platform says.")
  private String advertised;

  @Option(
      names = "-advertise-tls-skip-verify",
      arity = "0..1",
      fallbackValue = "true",
      description = "Whether the runner accepts any certificate there; default: false.")
  private boolean skipVerify;

  @Option(
      names = "-timeout",
      paramLabel = "DURATION",
      description = "How long to wait for the server, and for the runner; default: 5m.")
  private Duration timeout = Duration.ofMinutes(5);

  @Mixin private ServerFlags serverFlags = new ServerFlags();

  @Mixin private PlatformFlags runnerFlags = new PlatformFlags();

  ServerUpgradeCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    String platform = choice.platform(program());
    PlatformServers servers = Platforms.requireServers(program(), platform, this::say);
    PlatformRunners runners = Platforms.require(program(), platform, this::say);
    ContextName name =
        choice
            .contextName(program())
            .orElseThrow(
                () ->
                    new CliException(
                        "no context is in use: name that of the server with -context-name"));
    ServerContext context = program().contexts().load(name);
    Map<String, Object> runnerSettings = runnerFlags.settings(platform);
    Map<String, Object> settings = serverFlags.settings(platform, runnerSettings);
    choice.requireApproval(
        "the server of the context %s on '%s' would be stopped and started with %s"
            .formatted(name, platform, settings.get("server_image")));
    try {
      PlatformServers.Installed before =
          servers
              .find(settings)
              .orElseThrow(
                  () ->
                      CliException.of(
                          "there is no server on '%s': install one with 'waypoint server install'",
                          platform));
      try (ServerConnection connection =
          ServerConnection.open(
              program().connector(), new ServerChoice(context, "the context " + name))) {
        say("the server has version " + connection.info().getVersion());
        choice.save(program(), connection, renderer());
      }
      servers.upgrade(settings, this::say);
      ServerReach reach = new ServerReach(program(), servers, settings, this::say);
      ServerReach.Reached reached =
          reach.await(timeout, address -> moved(context, before, address));
      program().contexts().save(name, reached.context());
      try (ServerConnection connection = reach.open(reached.context())) {
        renderer()
            .line(
                Style.SUCCESS,
                "the server answers, with version " + connection.info().getVersion());
        settle(connection, runners, platform, before, reached.installed(), runnerSettings);
      }
      renderer().line(Style.SUCCESS, "the upgrade is done");
    } catch (InstallFailedException e) {
      throw new CliException(
          "%s; once that is mended, repeat the command".formatted(e.getMessage()), e);
    }
  }

  /**
   * A user's own way to the server stays, unless it was the platform's address and that changed.
   */
  private static ServerContext moved(
      ServerContext context, PlatformServers.Installed before, String address) {
    if (before.address().filter(context.address()::equals).isEmpty()) {
      return context;
    }
    return new ServerContext(
        address,
        context.tls(),
        context.tlsSkipVerify(),
        context.certificate(),
        context.token(),
        context.platform(),
        context.workspace());
  }

  private void settle(
      ServerConnection connection,
      PlatformRunners runners,
      String platform,
      PlatformServers.Installed before,
      PlatformServers.Installed after,
      Map<String, Object> runnerSettings)
      throws InterruptedException {
    String address =
        Optional.ofNullable(advertised)
            .or(after::runnerAddress)
            .orElse(connection.server().address());
    if (advertised != null || !before.runnerAddress().equals(after.runnerAddress())) {
      connection
          .admin()
          .setServerConfig(
              SetServerConfigRequest.newBuilder()
                  .setAdvertiseAddress(address)
                  .setAdvertiseTlsSkipVerify(skipVerify)
                  .build());
    }
    BootstrapRunner runner = new BootstrapRunner(connection, runners, platform, renderer());
    if (!runner.isKnown()) {
      say("there is no runner %s: none is upgraded".formatted(BootstrapRunner.ID));
      return;
    }
    Optional<String> image = Optional.ofNullable(onDemandImage);
    runner.install(address, skipVerify, runnerSettings, image, timeout);
    runner.updateProfile(runnerSettings, image);
  }

  private void say(String text) {
    renderer().line(Style.INFO, text);
  }
}
