package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.GrpcErrors;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.SetServerConfigRequest;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformRunners;
import dev.waypoint.worker.plugin.PlatformServers;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "install",
    description =
        "Install the server on a platform, with a static runner and a context. Repeat it to go on"
            + " with one that was interrupted.")
public final class ServerInstallCommand extends WaypointCommand {
  /** Passwords are not for command lines, so that they come from where the server looks, too. */
  private static final List<String> HANDED_ON =
      List.of("WAYPOINT_DB_USER", "WAYPOINT_DB_PASSWORD", "WAYPOINT_TEMPORAL_API_KEY");

  @Option(
      names = "-platform",
      paramLabel = "NAME",
      description = "Where: docker, kubernetes. Required.")
  private String platform;

  @Option(
      names = "-accept-tos",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Agree that a server is set up that runs jobs with the rights of its runners. No service"
              + " of a vendor is part of it, and nobody else's terms. Required.")
  private boolean accepted;

  @Option(
      names = "-context-create",
      paramLabel = "NAME",
      description = "The context to keep the first token in; default: install-TIME.")
  private String context;

  @Option(
      names = "-context-set-default",
      arity = "0..1",
      fallbackValue = "true",
      description = "Make that the default context; default: true.")
  private boolean setDefault = true;

  @Option(
      names = "-runner",
      arity = "0..1",
      fallbackValue = "true",
      description = "Also install the static runner '" + BootstrapRunner.ID + "'; default: true.")
  private boolean withRunner = true;

  @Mixin private RunnerTerms terms = new RunnerTerms();

  @Mixin private ServerFlags flags = new ServerFlags();

  @Parameters(
      paramLabel = "-- ARGUMENT",
      arity = "0..*",
      description = "More arguments of 'waypoint server run', such as -temporal-addr=HOST:PORT.")
  private List<String> more = new ArrayList<>();

  ServerInstallCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    PlatformServers servers = Platforms.requireServers(program(), platform, this::say);
    flags.ignored(platform).ifPresent(text -> renderer().line(Style.WARNING, text));
    Optional<PlatformRunners> runners =
        withRunner
            ? Optional.of(Platforms.require(program(), platform, this::say))
            : Optional.empty();
    if (!accepted) {
      throw new CliException(
          "missing option: -accept-tos; by it you agree that a server is set up on '%s' that runs"
                  .formatted(platform)
              + " jobs with the rights of its runners. Nothing is sent to a vendor, and there are"
              + " no further terms");
    }
    ServerArguments.check(more);
    ContextName name = contextName();
    Map<String, Object> settings = flags.settings(platform);
    try {
      PlatformServers.Installed installed =
          servers.install(more, environmentOfServer(), settings, this::say);
      renderer().line(Style.SUCCESS, "the server is the " + installed.resource());
      set(servers, settings, runners, name);
    } catch (InstallFailedException e) {
      throw unfinished(e.getMessage(), e);
    } catch (CliException e) {
      throw unfinished(e.getMessage(), e);
    } catch (StatusRuntimeException e) {
      throw unfinished(GrpcErrors.message(e), e);
    }
  }

  private void set(
      PlatformServers servers,
      Map<String, Object> settings,
      Optional<PlatformRunners> runners,
      ContextName name)
      throws InstallFailedException, InterruptedException {
    ServerReach reach = new ServerReach(program(), servers, settings, this::say);
    boolean tls = ServerArguments.tls(more);
    ServerReach.Reached reached =
        reach.await(terms.timeout(), address -> ServerContext.of(address, tls, tls));
    FirstToken.Kept kept =
        new FirstToken(program().contexts(), reach::open)
            .obtain(reached.context().withPlatform(Optional.of(platform)), name);
    ContextStore contexts = program().contexts();
    if (setDefault) {
      contexts.setDefault(kept.name());
    }
    renderer()
        .line(
            Style.SUCCESS,
            "the context %s has the token%s"
                .formatted(kept.name(), setDefault ? " and is the default" : ""));
    String address =
        terms
            .advertised()
            .or(() -> reached.installed().runnerAddress())
            .orElse(kept.server().address());
    try (ServerConnection connection = reach.open(kept.server())) {
      connection
          .admin()
          .setServerConfig(
              SetServerConfigRequest.newBuilder()
                  .setAdvertiseAddress(address)
                  .setAdvertiseTls(tls)
                  .setAdvertiseTlsSkipVerify(terms.skipVerify())
                  .build());
      if (runners.isPresent()) {
        new BootstrapRunner(connection, runners.get(), platform, renderer())
            .install(address, flags.runnerSettings(platform), terms);
      }
      ServerView.show(renderer(), connection, reached.installed(), kept.name(), address);
    }
  }

  private ContextName contextName() {
    ContextName name =
        new ContextName(
            context != null
                ? context
                : "install-" + environment().clock().instant().getEpochSecond());
    ContextStore contexts = program().contexts();
    if (contexts.contains(name)
        && contexts.load(name).platform().filter(platform::equals).isEmpty()) {
      throw CliException.of(
          "there is a context '%s' already, for a server that was not installed on '%s': choose"
              + " another -context-create",
          name, platform);
    }
    return name;
  }

  private Map<String, String> environmentOfServer() {
    Map<String, String> handedOn = new LinkedHashMap<>();
    HANDED_ON.forEach(
        variable ->
            environment().variable(variable).ifPresent(value -> handedOn.put(variable, value)));
    return handedOn;
  }

  private CliException unfinished(String message, Exception cause) {
    return new CliException(
        "%s. The installation is not finished: repeat the command to go on, or remove what is there with 'waypoint server uninstall -platform=%s -auto-approve -snapshot=false' and the same options of the platform"
            .formatted(message, platform),
        cause);
  }

  private void say(String text) {
    renderer().line(Style.INFO, text);
  }
}
