package dev.waypoint.cli.command.install;

import dev.waypoint.cli.environment.ProgramVersion;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** What is said about runners on platforms; only what belongs to the one that is chosen counts. */
final class PlatformFlags {
  @Mixin private DockerRunnerFlags docker = new DockerRunnerFlags();

  @Mixin private KubernetesRunnerFlags kubernetes = new KubernetesRunnerFlags();

  @Mixin private NomadRunnerFlags nomad = new NomadRunnerFlags();

  @Mixin private EcsRunnerFlags ecs = new EcsRunnerFlags();

  /** The settings of the platform's installer. */
  Map<String, Object> settings(String platform) {
    Settings settings =
        switch (platform) {
          case "docker" -> docker.settings();
          case "kubernetes" -> kubernetes.settings();
          case "nomad" -> nomad.settings();
          case "ecs", "aws-ecs" -> ecs.settings();
          default -> new Settings().put("runner_image", imageOr(null));
        };
    return settings.asMap();
  }

  /** What is said about the platform and has no effect. */
  Optional<String> ignored(String platform) {
    return platform.equals("kubernetes") ? kubernetes.ignored() : Optional.empty();
  }

  /**
   * @param image null: that of this version
   */
  static String imageOr(String image) {
    return image == null ? "waypoint/waypoint:" + ProgramVersion.number() : image;
  }
}
