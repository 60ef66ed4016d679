package dev.waypoint.cli.command.install;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A runner on Nomad. */
final class NomadRunnerFlags {
  @Option(
      names = "-nomad-host",
      paramLabel = "URL",
      description = "Nomad's API, also for the runner; default: NOMAD_ADDR.")
  private String host;

  @Option(
      names = "-nomad-region",
      paramLabel = "NAME",
      description = "The region; default: NOMAD_REGION, global.")
  private String region;

  @Option(
      names = "-nomad-namespace",
      paramLabel = "NAME",
      description = "The namespace; default: NOMAD_NAMESPACE, default.")
  private String namespace;

  @Option(
      names = "-nomad-dc",
      paramLabel = "NAME",
      split = ",",
      description = "A datacenter; default: dc1. May be repeated.")
  private List<String> datacenters;

  @Option(
      names = "-nomad-runner-image",
      paramLabel = "IMAGE",
      description = "Image of the runner; default: that of this version.")
  private String image;

  @Option(
      names = "-nomad-runner-cpu",
      paramLabel = "MHZ",
      description = "CPU of the runner; default: 200.")
  private Integer cpu;

  @Option(
      names = "-nomad-runner-memory",
      paramLabel = "MB",
      description = "Memory of the runner; default: 600.")
  private Integer memory;

  @Option(
      names = "-nomad-host-volume",
      paramLabel = "NAME",
      description = "Host volume for its state; default: none, its state goes with its container.")
  private String hostVolume;

  @Mixin private NomadCsiFlags csi = new NomadCsiFlags();

  @Option(
      names = "-nomad-runner-policy-init",
      paramLabel = "BOOL",
      arity = "0..1",
      fallbackValue = "true",
      description = "Make the policy by which its job may launch others; default: true.")
  private Boolean policy;

  Settings settings() {
    return new Settings()
        .put("nomad_host", host)
        .put("region", region)
        .put("namespace", namespace)
        .put("dc", datacenters == null ? null : String.join(",", datacenters))
        .put("runner_image", PlatformFlags.imageOr(image))
        .put("runner_cpu", cpu)
        .put("runner_memory", memory)
        .put("host_volume", hostVolume)
        .put("csi", csi.settings())
        .put("runner_policy_init", policy);
  }
}
