package dev.waypoint.cli.command.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.waypoint.cli.command.Targets;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.AdoptRunnerRequest;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformRunners;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is done to one runner, at its platform and at its server, until it works. */
record RunnerSetup(
    ServerConnection connection,
    PlatformRunners platform,
    String platformName,
    String runner,
    OutputRenderer renderer) {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** The platform starts the runner with it for as long as it is installed; forgetting ends it. */
  private static final Duration TOKEN_LIFE = Duration.ofDays(3650);

  PlatformRunners.Installed install(
      List<String> more, Map<String, String> environment, Map<String, Object> settings)
      throws InterruptedException {
    try {
      PlatformRunners.Installed installed =
          platform.install(
              runner,
              AgentArguments.of(runner, more),
              environment,
              settings,
              text -> renderer.line(Style.INFO, text));
      renderer.line(Style.SUCCESS, "installed the " + installed.resource());
      return installed;
    } catch (InstallFailedException e) {
      throw new CliException("%s; %s".formatted(e.getMessage(), cleanUp()), e);
    }
  }

  /** By which the runner finds the server and knows that it is the one. */
  Map<String, String> serverEnvironment(String address, boolean tls, boolean skipVerify) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("WAYPOINT_SERVER_ADDR", address);
    all.put("WAYPOINT_SERVER_TLS", String.valueOf(tls));
    all.put("WAYPOINT_SERVER_TLS_SKIP_VERIFY", String.valueOf(skipVerify));
    if (tls && !skipVerify) {
      connection.server().certificate().ifPresent(pem -> all.put("WAYPOINT_SERVER_TLS_CERT", pem));
    }
    return all;
  }

  /** A new token for this runner alone. */
  String token(Map<String, String> labels) {
    CreateRunnerTokenRequest request =
        CreateRunnerTokenRequest.newBuilder()
            .setRunnerId(runner)
            .putAllLabels(labels)
            .setExpiresIn(Durations.fromSeconds(TOKEN_LIFE.toSeconds()))
            .build();
    return connection.tokens().createRunnerToken(request).getToken();
  }

  /** Waits until it has connected, and adopts it. */
  void admit(PlatformRunners.Installed installed, Duration timeout) throws InterruptedException {
    renderer.line(Style.INFO, "waiting until the runner %s has connected".formatted(runner));
    Instant latest = Instant.now().plus(timeout);
    while (!isOnline()) {
      if (Instant.now().isAfter(latest)) {
        throw CliException.of(
            "the runner %s has not connected within %s: can it reach the server's address? Its"
                + " output: %s; %s",
            runner, words(timeout), installed.lookAt(), cleanUp());
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    connection.runners().adoptRunner(AdoptRunnerRequest.newBuilder().setId(runner).build());
    renderer.line(Style.SUCCESS, "the runner %s is adopted".formatted(runner));
  }

  private boolean isOnline() {
    return connection
        .runners()
        .listRunners(ListRunnersRequest.getDefaultInstance())
        .getRunnersList()
        .stream()
        .anyMatch(known -> known.getId().equalsIgnoreCase(runner) && known.getOnline());
  }

  /** Makes the profile by which it launches others. */
  void profile(
      String name,
      boolean asDefault,
      Map<String, String> labels,
      Optional<String> image,
      PlatformRunners.Installed installed) {
    Profile.Builder profile =
        Profile.newBuilder()
            .setName(name)
            .setPluginType(platform.plugin())
            .setTargetRunner(labels.isEmpty() ? Targets.id(runner) : Targets.labels(labels))
            .setDefault(asDefault);
    image.ifPresent(profile::setOciUrl);
    if (!installed.launcherSettings().isEmpty()) {
      profile
          .setPluginConfig(ByteString.copyFromUtf8(json(installed.launcherSettings())))
          .setPluginConfigFormat("json");
    }
    connection.profiles().setProfile(SetProfileRequest.newBuilder().setProfile(profile).build());
    renderer.line(
        Style.SUCCESS,
        "made the profile %s%s".formatted(profile.getName(), asDefault ? ", the default" : ""));
  }

  private static String json(Map<String, String> settings) {
    try {
      return new ObjectMapper().writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String cleanUp() {
    return "remove what is there with 'waypoint runner uninstall -platform=%s -id=%s'"
        .formatted(platformName, runner);
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
