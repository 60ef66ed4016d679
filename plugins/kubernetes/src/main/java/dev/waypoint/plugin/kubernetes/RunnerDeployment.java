package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.install.RunnerSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The deployment and the secret of a static runner, before they are made. */
record RunnerDeployment(RunnerSpec spec, InstallerConfig config) {
  /** On what is made for runners that are installed; its value is the runner's id. */
  static final String RUNNER = "waypoint.dev/installed-runner";

  /** Jobs that run when the pod is told to end have this long. */
  private static final long DRAIN_SECONDS = 600;

  private static final int LIVENESS = 9703;
  private static final String TEMPORARY = "/tmp";

  static String name(String id) {
    return "waypoint-%s-runner".formatted(id.toLowerCase(Locale.ROOT));
  }

  static Map<String, String> labels(String id) {
    return Map.of(RUNNER, id, Labels.MANAGED_BY, Labels.PRODUCT);
  }

  Secret secret() {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name(spec.id()))
        .withLabels(labels(spec.id()))
        .endMetadata()
        .withType("Opaque")
        .withStringData(new TreeMap<>(spec.environment()))
        .build();
  }

  /** One pod at a time: two of one id would take turns in throwing each other out. */
  Deployment deployment() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name(spec.id()))
        .withLabels(labels(spec.id()))
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .addToMatchLabels(RUNNER, spec.id())
        .endSelector()
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels(spec.id()))
        // A pod reads its environment once: another one needs another pod.
        .addToAnnotations("waypoint.dev/environment", environmentSum())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(Rights.RUNNER)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(DRAIN_SECONDS)
        .withSecurityContext(Unprivileged.pod().build())
        .withContainers(container())
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private String environmentSum() {
    return HexFormat.of().toHexDigits(new TreeMap<>(spec.environment()).hashCode());
  }

  private Container container() {
    List<String> arguments = new ArrayList<>(spec.arguments());
    arguments.add("-liveness-tcp-addr=0.0.0.0:" + LIVENESS);
    return new ContainerBuilder()
        .withName(TaskJob.CONTAINER)
        .withImage(config.runnerImage())
        .withImagePullPolicy(
            config.imagePullPolicy().map(LauncherConfig.PullPolicy::word).orElse(null))
        .withArgs(TaskJob.literal(arguments))
        .addNewEnv()
        .withName("HOME")
        .withValue(TEMPORARY)
        .endEnv()
        .addNewEnvFrom()
        .withNewSecretRef(name(spec.id()), false)
        .endEnvFrom()
        .withNewResources()
        .addToRequests("cpu", new Quantity(config.cpuRequest()))
        .addToRequests("memory", new Quantity(config.memRequest()))
        .endResources()
        .withLivenessProbe(liveness())
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath(TEMPORARY)
        .endVolumeMount()
        .withSecurityContext(Unprivileged.container(false, List.of()))
        .build();
  }

  private static Probe liveness() {
    return new ProbeBuilder()
        .withNewTcpSocket()
        .withPort(new IntOrString(LIVENESS))
        .endTcpSocket()
        .withInitialDelaySeconds(30)
        .withPeriodSeconds(10)
        .withFailureThreshold(6)
        .build();
  }
}
