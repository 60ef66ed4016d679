package dev.waypoint.cli.command.install;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A runner on Kubernetes; where it is, is the server's place, too, if that is installed. */
final class KubernetesRunnerFlags {
  @Mixin private KubeconfigFlags cluster = new KubeconfigFlags();

  @Option(
      names = "-k8s-namespace",
      paramLabel = "NAME",
      description = "The namespace, made if it is not there; default: default.")
  private String namespace;

  @Option(
      names = "-k8s-runner-image",
      paramLabel = "IMAGE",
      description = "Image of the runner; default: that of this version.")
  private String image;

  @Option(
      names = "-k8s-image-pull-policy",
      paramLabel = "POLICY",
      description = "Always, IfNotPresent or Never; default: the cluster's.")
  private String pullPolicy;

  @Option(
      names = "-k8s-cpu-request",
      paramLabel = "AMOUNT",
      description = "Processors kept free for it; default: 250m.")
  private String cpu;

  @Option(
      names = "-k8s-mem-request",
      paramLabel = "AMOUNT",
      description = "Memory kept free for it; default: 256Mi.")
  private String memory;

  @Option(
      names = "-k8s-runner-service-account-init",
      paramLabel = "BOOL",
      arity = "0..1",
      fallbackValue = "true",
      description = "Make the accounts and their rights; default: true.")
  private Boolean accounts;

  @Option(
      names = "-k8s-helm-version",
      paramLabel = "VERSION",
      hidden = true,
      description = "Has no effect: no Helm chart is used.")
  private String helmVersion;

  /** What is said and has no effect. */
  Optional<String> ignored() {
    return helmVersion == null
        ? Optional.empty()
        : Optional.of("-k8s-helm-version has no effect: no Helm chart is used");
  }

  Settings settings() {
    return cluster
        .settings()
        .put("namespace", namespace)
        .put("runner_image", PlatformFlags.imageOr(image))
        .put("image_pull_policy", pullPolicy)
        .put("cpu_request", cpu)
        .put("mem_request", memory)
        .put("runner_service_account_init", accounts);
  }
}
