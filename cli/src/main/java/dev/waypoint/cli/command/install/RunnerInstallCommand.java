package dev.waypoint.cli.command.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.Targets;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.AdoptRunnerRequest;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.GetCookieRequest;
import dev.waypoint.protocol.v1.ListProfilesRequest;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformRunners;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** The platform starts the runner with it for as long as it is installed; forgetting ends it. */
  private static final Duration TOKEN_LIFE = Duration.ofDays(3650);

  @Option(
      names = "-platform",
      paramLabel = "NAME",
      description = "Where: docker, ecs, kubernetes, nomad.")
  private String platform;

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

  @Option(names = "-server-require-auth", arity = "0..1", fallbackValue = "true", hidden = true)
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
    PlatformRunners runners = Platforms.require(program(), platform, this::say);
    String runner =
        Optional.ofNullable(id).orElseGet(() -> UUID.randomUUID().toString().substring(0, 13));
    try (ServerConnection connection = Platforms.connect(program())) {
      PlatformRunners.Installed installed = install(connection, runners, runner, labels, server);
      if (skipAdopt) {
        renderer()
            .line(
                Style.INFO,
                "the runner waits for 'waypoint runner adopt %s'; its output: %s"
                    .formatted(runner, installed.lookAt()));
        return;
      }
      await(connection, runner, installed);
      connection.runners().adoptRunner(AdoptRunnerRequest.newBuilder().setId(runner).build());
      renderer().line(Style.SUCCESS, "the runner %s is adopted".formatted(runner));
      profile(connection, runners, runner, labels, installed);
    }
  }

  private PlatformRunners.Installed install(
      ServerConnection connection,
      PlatformRunners runners,
      String runner,
      Map<String, String> labels,
      String server)
      throws InterruptedException {
    try {
      PlatformRunners.Installed installed =
          runners.install(
              runner,
              AgentArguments.of(runner, more),
              agentEnvironment(connection, runner, labels, server),
              flags.settings(platform),
              this::say);
      renderer().line(Style.SUCCESS, "installed the " + installed.resource());
      return installed;
    } catch (InstallFailedException e) {
      throw new CliException("%s; %s".formatted(e.getMessage(), cleanUp(runner)), e);
    }
  }

  private Map<String, String> agentEnvironment(
      ServerConnection connection, String runner, Map<String, String> labels, String server) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("WAYPOINT_SERVER_ADDR", server);
    all.put("WAYPOINT_SERVER_TLS", String.valueOf(tls));
    all.put("WAYPOINT_SERVER_TLS_SKIP_VERIFY", String.valueOf(skipVerify));
    if (tls && !skipVerify) {
      connection.server().certificate().ifPresent(pem -> all.put("WAYPOINT_SERVER_TLS_CERT", pem));
    }
    if (skipAdopt) {
      all.put(
          "WAYPOINT_SERVER_COOKIE",
          connection.admin().getCookie(GetCookieRequest.getDefaultInstance()).getCookie());
    } else {
      CreateRunnerTokenRequest request =
          CreateRunnerTokenRequest.newBuilder()
              .setRunnerId(runner)
              .putAllLabels(labels)
              .setExpiresIn(Durations.fromSeconds(TOKEN_LIFE.toSeconds()))
              .build();
      all.put("WAYPOINT_SERVER_TOKEN", connection.tokens().createRunnerToken(request).getToken());
    }
    return all;
  }

  private void await(
      ServerConnection connection, String runner, PlatformRunners.Installed installed)
      throws InterruptedException {
    renderer().line(Style.INFO, "waiting until the runner %s has connected".formatted(runner));
    Instant latest = Instant.now().plus(timeout);
    while (connection
        .runners()
        .listRunners(ListRunnersRequest.getDefaultInstance())
        .getRunnersList()
        .stream()
        .noneMatch(known -> known.getId().equalsIgnoreCase(runner) && known.getOnline())) {
      if (Instant.now().isAfter(latest)) {
        throw CliException.of(
            "the runner %s has not connected within %s: can it reach the server's address? Its"
                + " output: %s; %s",
            runner, words(timeout), installed.lookAt(), cleanUp(runner));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private void profile(
      ServerConnection connection,
      PlatformRunners runners,
      String runner,
      Map<String, String> labels,
      PlatformRunners.Installed installed) {
    boolean first =
        connection
            .profiles()
            .listProfiles(ListProfilesRequest.getDefaultInstance())
            .getProfilesList()
            .isEmpty();
    Profile.Builder profile =
        Profile.newBuilder()
            .setName(platform + "-" + runner)
            .setPluginType(runners.plugin())
            .setTargetRunner(labels.isEmpty() ? Targets.id(runner) : Targets.labels(labels))
            .setDefault(first);
    Optional.ofNullable(onDemandImage).ifPresent(profile::setOciUrl);
    if (!installed.launcherSettings().isEmpty()) {
      profile
          .setPluginConfig(ByteString.copyFromUtf8(json(installed.launcherSettings())))
          .setPluginConfigFormat("json");
    }
    connection.profiles().setProfile(SetProfileRequest.newBuilder().setProfile(profile).build());
    renderer()
        .line(
            Style.SUCCESS,
            "made the profile %s%s".formatted(profile.getName(), first ? ", the default" : ""));
  }

  private static String json(Map<String, String> settings) {
    try {
      return new ObjectMapper().writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String cleanUp(String runner) {
    return "remove what is there with 'waypoint runner uninstall -platform=%s -id=%s'"
        .formatted(platform, runner);
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  private void say(String text) {
    renderer().line(Style.INFO, text);
  }
}
