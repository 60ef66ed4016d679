package dev.waypoint.cli.command.install;

import picocli.CommandLine.Option;

/** A runner on Docker. */
final class DockerRunnerFlags {
  @Option(
      names = "-docker-runner-image",
      paramLabel = "IMAGE",
      description = "Image of the runner; default: that of this version.")
  private String image;

  @Option(
      names = "-docker-runner-network",
      paramLabel = "NAME",
      description = "Its network; default: the one labelled use=waypoint, made if need be.")
  private String network;

  @Option(
      names = "-docker-socket-path",
      paramLabel = "PATH",
      description = "The daemon's socket; default: /var/run/docker.sock.")
  private String socket;

  Settings settings() {
    return new Settings()
        .put("runner_image", PlatformFlags.imageOr(image))
        .put("runner_network", network)
        .put("socket_path", socket);
  }
}
