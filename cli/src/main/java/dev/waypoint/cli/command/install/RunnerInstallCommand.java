package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.GetCookieRequest;
import dev.waypoint.protocol.v1.ListProfilesRequest;
import dev.waypoint.worker.plugin.PlatformRunners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "install",
    description =
        "Install a runner on a platform, admit it, and make a profile by which it launches others.")
public final class RunnerInstallCommand extends WaypointCommand {
  @Option(
      names = "-platform",
      paramLabel = "NAME",
      description =
          "Where: docker, ecs, kubernetes, nomad; default: where the context says that the server"
              + " is.")
  private String named;

  @Option(
      names = "-server-addr",
      paramLabel = "HOST:PORT",
      description = "The server as the runner reaches it; default: WAYPOINT_ADDR. Required.")
  private String address;

  @Option(
      names = "-server-tls",
      arity = "0..1",
      fallbackValue = "true",
      description = "Whether the server speaks TLS there; default: true.")
  private boolean tls = true;

  @Option(
      names = "-server-tls-skip-verify",
      arity = "0..1",
      fallbackValue = "true",
      description = "Whether the runner accepts any certificate; default: false.")
  private boolean skipVerify;

  @Option(
      names = "-server-require-auth",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Deprecated, kept for compatibility: has no effect, since the server always asks a runner"
              + " who it is.")
  private boolean requireAuth;

  @Option(
      names = "-odr-image",
      paramLabel = "IMAGE",
      description = "The image of the profile's on-demand runners; default: the server's.")
  private String onDemandImage;

  @Option(names = "-id", paramLabel = "ID", description = "The runner's id; default: a new one.")
  private String id;

  @Option(
      names = "-skip-adopt",
      arity = "0..1",
      fallbackValue = "true",
      description = "Leave it to 'waypoint runner adopt'; no profile is made.")
  private boolean skipAdopt;

  @Option(
      names = "-timeout",
      paramLabel = "DURATION",
      description = "How long to wait until it has connected; default: 5m.")
  private Duration timeout = Duration.ofMinutes(5);

  @Mixin private PlatformFlags flags = new PlatformFlags();

  @Parameters(
      paramLabel = "-- ARGUMENT",
      arity = "0..*",
      description = "More arguments of 'waypoint runner agent', such as -label=env=prod.")
  private List<String> more = new ArrayList<>();

  RunnerInstallCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    String server =
        Optional.ofNullable(address)
            .or(() -> environment().variable("WAYPOINT_ADDR"))
            .orElseThrow(
                () ->
                    new CliException(
                        "the runner needs the server's address: -server-addr=HOST:PORT, as it is"
                            + " reached from the platform"));
    Map<String, String> labels = AgentArguments.labels(more);
    String platform =
        Optional.ofNullable(named).or(() -> Platforms.ofServer(program())).orElse(null);
    PlatformRunners runners = Platforms.require(program(), platform, this::say);
    flags.ignored(platform).ifPresent(text -> renderer().line(Style.WARNING, text));
    String runner =
        Optional.ofNullable(id).orElseGet(() -> UUID.randomUUID().toString().substring(0, 13));
    try (ServerConnection connection = Platforms.connect(program())) {
      RunnerSetup setup = new RunnerSetup(connection, runners, platform, runner, renderer());
      Map<String, String> credentials = setup.serverEnvironment(server, tls, skipVerify);
      if (skipAdopt) {
        credentials.put(
            "WAYPOINT_SERVER_COOKIE",
            connection.admin().getCookie(GetCookieRequest.getDefaultInstance()).getCookie());
      } else {
        credentials.put("WAYPOINT_SERVER_TOKEN", setup.token(labels));
      }
      PlatformRunners.Installed installed =
          setup.install(more, credentials, flags.settings(platform));
      if (skipAdopt) {
        renderer()
            .line(
                Style.INFO,
                "the runner waits for 'waypoint runner adopt %s'; its output: %s"
                    .formatted(runner, installed.lookAt()));
        return;
      }
      setup.admit(installed, timeout);
      boolean first =
          connection
              .profiles()
              .listProfiles(ListProfilesRequest.getDefaultInstance())
              .getProfilesList()
              .isEmpty();
      setup.profile(
          platform + "-" + runner, first, labels, Optional.ofNullable(onDemandImage), installed);
    }
  }

  private void say(String text) {
    renderer().line(Style.INFO, text);
  }
}
