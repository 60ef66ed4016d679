package dev.waypoint.cli.command.install;

import picocli.CommandLine.Option;

/** Which cluster is meant. */
final class KubeconfigFlags {
  @Option(
      names = "-k8s-config-path",
      paramLabel = "FILE",
      description = "The kubeconfig file; default: KUBECONFIG, ~/.kube/config.")
  private String kubeconfig;

  @Option(
      names = "-k8s-context",
      paramLabel = "NAME",
      description = "Its context; default: the current one.")
  private String context;

  boolean isSaid() {
    return kubeconfig != null || context != null;
  }

  Settings settings() {
    return new Settings().put("config_path", kubeconfig).put("context", context);
  }
}
