package dev.waypoint.system;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A namespace of its own in the cluster that the environment names. */
final class KubernetesPlatform implements LaunchPlatform {
  private static final String OURS = "app.kubernetes.io/managed-by=waypoint";

  private final String kubectl = Requirements.kubectl().toString();
  private final String kubeconfig = Requirements.kubeconfig().toString();
  private final String address = Requirements.kubernetesHost();
  private final String image = Requirements.runnerImage();
  private final Path directory;
  private final String namespace = "waypoint-" + UUID.randomUUID().toString().substring(0, 8);

  KubernetesPlatform(Path directory) {
    this.directory = directory;
    kubectl("create", "namespace", namespace).succeeded();
  }

  @Override
  public String pluginType() {
    return "kubernetes";
  }

  @Override
  public String serverAddress() {
    return address;
  }

  @Override
  public String image() {
    return image;
  }

  @Override
  public String pluginConfig() {
    return """
    kubeconfig        = "%s"
    namespace         = "%s"
    image_pull_policy = "IfNotPresent"
    stop_timeout      = "5s"
    """
        .formatted(kubeconfig, namespace);
  }

  @Override
  public void killTheContainer() {
    kubectl("delete", "pod", "-l", OURS, "--force", "--grace-period=0", "--wait=false").succeeded();
  }

  @Override
  public String whatIsThere() {
    return kubectl("get", "jobs,pods,secrets", "-l", OURS, "-o", "name").succeeded().output();
  }

  String namespace() {
    return namespace;
  }

  String kubeconfigFile() {
    return kubeconfig;
  }

  Program.Result kubectl(String... arguments) {
    String[] command =
        Stream.concat(
                Stream.of(kubectl, "--kubeconfig", kubeconfig, "-n", namespace),
                Arrays.stream(arguments))
            .toArray(String[]::new);
    return Program.command(directory, Map.of(), command).result();
  }

  @Override
  public void close() {
    kubectl("delete", "namespace", namespace, "--wait=false").succeeded();
  }
}
