package dev.waypoint.cli.command.install;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** What is said about the server on platforms, and about the static runner that comes with it. */
final class ServerFlags {
  @Mixin private DockerServerFlags docker = new DockerServerFlags();

  @Mixin private KubernetesServerFlags kubernetes = new KubernetesServerFlags();

  @Mixin private PlatformFlags runner = new PlatformFlags();

  /** The settings of the platform's installer of servers. */
  Map<String, Object> settings(String platform) {
    Settings settings =
        switch (platform) {
          case "docker" -> docker.settings(runnerSettings(platform));
          case "kubernetes" -> kubernetes.settings(runnerSettings(platform));
          default -> new Settings().put("server_image", PlatformFlags.imageOr(null));
        };
    return settings.asMap();
  }

  /** The settings of the platform's installer of runners. */
  Map<String, Object> runnerSettings(String platform) {
    return runner.settings(platform);
  }

  /** What is said about the platform and has no effect. */
  Optional<String> ignored(String platform) {
    return runner.ignored(platform);
  }
}
