package dev.waypoint.cli.command.profile;

import com.google.protobuf.util.Durations;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.command.Targets;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.GetProfileRequest;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.SetProfileResponse;
import dev.waypoint.protocol.v1.TargetRunner;
import dev.waypoint.worker.plugin.LocalPlugins;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Make or change a profile; what is not given stays as it is.")
final class ProfileSetCommand extends ServerCommand {
  @Option(names = "-name", paramLabel = "NAME", description = "The profile, instead of NAME.")
  private String option;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The profile.")
  private String argument;

  @Option(
      names = "-oci-url",
      paramLabel = "IMAGE",
      description = "The image of its runners; default: the server's.")
  private String image;

  @Option(
      names = "-env-var",
      paramLabel = "K=V",
      description = "A variable of its runners; an empty value removes it. May be repeated.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(names = "-env-vars", split = ",", hidden = true)
  private Map<String, String> environmentList = new LinkedHashMap<>();

  @Option(
      names = "-plugin-type",
      paramLabel = "PLUGIN",
      description = "What launches its runners, such as docker. Needed for a new profile.")
  private String pluginType;

  @Option(
      names = "-plugin-config",
      paramLabel = "FILE",
      description = "The plugin's settings, in a file that ends in .hcl or .json.")
  private Path pluginConfig;

  @Option(names = "-default", description = "Whether it is used where no profile is named.")
  private Boolean isDefault;

  @Option(names = "-target-runner-id", paramLabel = "ID", description = "The runner that launches.")
  private String targetId;

  @Option(
      names = "-target-runner-label",
      paramLabel = "K=V",
      description = "Runners with these labels launch. May be repeated.")
  private Map<String, String> targetLabels = new LinkedHashMap<>();

  @Option(names = "-target-runner-any", description = "Any runner launches.")
  private Boolean targetAny;

  @Option(
      names = "-warm-idle",
      paramLabel = "N",
      description = "So many of its runners are kept started ahead; 0: none.")
  private Integer warmIdle;

  @Option(
      names = "-warm-max-idle",
      paramLabel = "DURATION",
      description =
          "Without a job for so long, none is kept until the next job; 0: they are always kept.")
  private Duration warmMaxIdle;

  ProfileSetCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    String name = name();
    if (!environmentList.isEmpty()) {
      renderer().line(Style.WARNING, "-env-vars is deprecated: write -env-var once for each");
      environmentList.forEach(environment::putIfAbsent);
    }
    Optional<PluginConfig> config = Optional.ofNullable(pluginConfig).map(PluginConfig::read);
    Optional<Profile> existing = existing(server, name);
    if (existing.isEmpty() && pluginType == null) {
      throw CliException.of(
          "there is no profile '%s' yet: a new one needs -plugin-type, such as docker", name);
    }
    Profile.Builder profile =
        existing.map(Profile::toBuilder).orElseGet(() -> Profile.newBuilder().setName(name));
    change(profile);
    check(profile, config);
    config.ifPresent(
        file -> profile.setPluginConfig(file.content()).setPluginConfigFormat(file.format()));
    SetProfileResponse response =
        server.profiles().setProfile(SetProfileRequest.newBuilder().setProfile(profile).build());
    response.getWarningsList().forEach(text -> renderer().line(Style.WARNING, text));
    renderer()
        .line(
            Style.SUCCESS,
            "the profile %s is %s"
                .formatted(
                    response.getProfile().getName(),
                    response.getCreated() ? "created" : "updated"));
  }

  /** As far as it can be known here: a runner may have plugins that this machine has not. */
  private void check(Profile.Builder profile, Optional<PluginConfig> config) {
    if (config.isEmpty() && pluginType == null) {
      return;
    }
    String type = profile.getPluginType();
    LocalPlugins plugins =
        LocalPlugins.find(
            environment().variable("WAYPOINT_PLUGIN_DIR").map(Path::of),
            warning -> renderer().line(Style.WARNING, warning));
    if (!plugins.has(type)) {
      renderer()
          .line(
              Style.WARNING,
              ("the plugin %s is not on this machine: whether it launches runners, and its"
                      + " settings, are seen when it does")
                  .formatted(type));
      return;
    }
    if (!plugins.launchers().contains(type)) {
      throw CliException.of(
          "the plugin %s does not launch on-demand runners: those that do are %s",
          type, String.join(", ", plugins.launchers()));
    }
    PluginConfig settings =
        config.orElseGet(
            () ->
                new PluginConfig(
                    profile.getPluginConfig(),
                    profile.getPluginConfigFormat().isEmpty()
                        ? "hcl"
                        : profile.getPluginConfigFormat(),
                    "plugin-config." + profile.getPluginConfigFormat()));
    plugins
        .launcherProblem(type, settings.fileName(), settings.content().toStringUtf8())
        .ifPresent(
            problem -> {
              throw new CliException(problem);
            });
  }

  private String name() {
    if (option != null && argument != null) {
      throw new CliException("name the profile once: either NAME or -name=NAME");
    }
    return Optional.ofNullable(option)
        .or(() -> Optional.ofNullable(argument))
        .orElseThrow(() -> new CliException("missing option: -name=NAME of the profile"));
  }

  private void change(Profile.Builder profile) {
    Optional.ofNullable(image).ifPresent(profile::setOciUrl);
    Optional.ofNullable(pluginType).ifPresent(profile::setPluginType);
    Optional.ofNullable(isDefault).ifPresent(profile::setDefault);
    environment.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            profile.removeEnvironment(key);
          } else {
            profile.putEnvironment(key, value);
          }
        });
    warm(profile);
    target().ifPresent(profile::setTargetRunner);
    if (!profile.hasTargetRunner()) {
      profile.setTargetRunner(Targets.any());
    }
  }

  private void warm(Profile.Builder profile) {
    Optional.ofNullable(warmIdle).ifPresent(profile::setWarmIdle);
    if (warmMaxIdle == null) {
      return;
    }
    if (warmMaxIdle.isZero()) {
      profile.clearWarmMaxIdle();
    } else {
      profile.setWarmMaxIdle(Durations.fromMillis(warmMaxIdle.toMillis()));
    }
  }

  private Optional<TargetRunner> target() {
    boolean any = targetAny != null && targetAny;
    int given = (targetId == null ? 0 : 1) + (targetLabels.isEmpty() ? 0 : 1) + (any ? 1 : 0);
    if (given > 1) {
      renderer()
          .line(
              Style.WARNING,
              "more than one target is given: an id counts before labels, and labels before any");
    }
    if (targetId != null) {
      return Optional.of(Targets.id(targetId));
    }
    if (!targetLabels.isEmpty()) {
      return Optional.of(Targets.labels(targetLabels));
    }
    return any ? Optional.of(Targets.any()) : Optional.empty();
  }

  private static Optional<Profile> existing(ServerConnection server, String name) {
    try {
      return Optional.of(
          server
              .profiles()
              .getProfile(GetProfileRequest.newBuilder().setName(name).build())
              .getProfile());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
