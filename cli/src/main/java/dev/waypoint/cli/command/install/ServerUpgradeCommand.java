package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.SetServerConfigRequest;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformServers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "upgrade",
    description =
        "Give an installed server, its static runner and their profile the images of this version;"
            + " data and arguments stay. Jobs go on afterwards.")
public final class ServerUpgradeCommand extends WaypointCommand {
  @Mixin private InstalledChoice choice = new InstalledChoice();

  @Mixin private RunnerTerms terms = new RunnerTerms();

  ServerUpgradeCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    InstalledChoice.Place place = choice.place(program(), this::say);
    ContextName name =
        choice
            .contextName(program())
            .orElseThrow(
                () ->
                    new CliException(
                        "no context is in use: name that of the server with -context-name"));
    ServerContext context = program().contexts().load(name);
    choice.requireApproval(
        "the server of the context %s on '%s' would be stopped and started with %s"
            .formatted(name, place.platform(), place.settings().get("server_image")));
    try {
      PlatformServers.Installed before =
          place
              .servers()
              .find(place.settings())
              .orElseThrow(
                  () ->
                      CliException.of(
                          "there is no server on '%s': install one with 'waypoint server install'",
                          place.platform()));
      InstalledChoice.requireSame(name, context, place, before);
      choice.save(
          program(),
          name,
          renderer(),
          connection -> say("the server has version " + connection.info().getVersion()));
      place.servers().upgrade(place.settings(), this::say);
      ServerReach reach = new ServerReach(program(), place.servers(), place.settings(), this::say);
      ServerReach.Reached reached =
          reach.await(terms.timeout(), address -> moved(context, before, address));
      program().contexts().save(name, reached.context());
      try (ServerConnection connection = reach.open(reached.context())) {
        renderer()
            .line(
                Style.SUCCESS,
                "the server answers, with version " + connection.info().getVersion());
        settle(connection, place, before, reached.installed());
      }
      renderer().line(Style.SUCCESS, "the upgrade is done");
    } catch (InstallFailedException e) {
      throw InstalledChoice.unfinished(e);
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
      InstalledChoice.Place place,
      PlatformServers.Installed before,
      PlatformServers.Installed after)
      throws InterruptedException {
    String address =
        terms.advertised().or(after::runnerAddress).orElse(connection.server().address());
    if (terms.advertised().isPresent() || !before.runnerAddress().equals(after.runnerAddress())) {
      connection
          .admin()
          .setServerConfig(
              SetServerConfigRequest.newBuilder()
                  .setAdvertiseAddress(address)
                  .setAdvertiseTlsSkipVerify(terms.skipVerify())
                  .build());
    }
    BootstrapRunner runner =
        new BootstrapRunner(connection, place.runners(), place.platform(), renderer());
    if (!runner.isKnown()) {
      say("there is no runner %s: none is upgraded".formatted(BootstrapRunner.ID));
      return;
    }
    runner.install(address, place.runnerSettings(), terms);
    runner.updateProfile(place.runnerSettings(), terms);
  }

  private void say(String text) {
    renderer().line(Style.INFO, text);
  }
}
