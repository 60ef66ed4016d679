package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.install.ServerSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the server is in a namespace, before it is made; all of it has one name and one label. */
record ServerParts(ServerConfig config) {
  static final String NAME = "waypoint-server";

  /** On all that is made for the server, and what its service finds it by. */
  static final Map<String, String> LABELS =
      Map.of("app.kubernetes.io/name", NAME, Labels.MANAGED_BY, Labels.PRODUCT);

  static final String GRPC_PORT = "grpc";
  static final int GRPC = 9701;
  static final int HTTP = 9702;

  private static final String HTTP_PORT = "http";
  private static final String DATA = "data";
  private static final String DATA_PATH = "/data";
  private static final String TEMPORARY = "/tmp";
  private static final long GROUP = 1000;
  private static final long GRACE_SECONDS = 60;

  /** It asks nothing of the cluster: no role, and no token in its pod. */
  ServiceAccount account() {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withLabels(LABELS)
        .endMetadata()
        .withAutomountServiceAccountToken(false)
        .build();
  }

  Secret secret(ServerSpec spec) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withLabels(LABELS)
        .endMetadata()
        .withType("Opaque")
        .withStringData(new TreeMap<>(spec.environment()))
        .build();
  }

  Service service() {
    boolean headless = config.serviceType() == ServerConfig.ServiceType.HEADLESS;
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withLabels(LABELS)
        .endMetadata()
        .withNewSpec()
        .withType(config.serviceType().word())
        .withClusterIP(headless ? "None" : null)
        .withSelector(LABELS)
        .addNewPort()
        .withName(GRPC_PORT)
        .withPort(GRPC)
        .withTargetPort(new IntOrString(GRPC_PORT))
        .endPort()
        .addNewPort()
        .withName(HTTP_PORT)
        .withPort(HTTP)
        .withTargetPort(new IntOrString(HTTP_PORT))
        .endPort()
        .endSpec()
        .build();
  }

  /** One pod: it alone uses its data. */
  StatefulSet set(ServerSpec spec) {
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withServiceAccountName(NAME)
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(GRACE_SECONDS)
            .withSecurityContext(Unprivileged.pod().withFsGroup(GROUP).build())
            .withContainers(container(spec))
            .addNewVolume()
            .withName("tmp")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume();
    if (!config.storage()) {
      pod.addNewVolume().withName(DATA).withNewEmptyDir().endEmptyDir().endVolume();
    }
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withLabels(LABELS)
        .endMetadata()
        .withNewSpec()
        .withServiceName(NAME)
        .withReplicas(1)
        .withNewSelector()
        .withMatchLabels(LABELS)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(LABELS)
        .endMetadata()
        .withSpec(pod.build())
        .endTemplate()
        .withVolumeClaimTemplates(config.storage() ? List.of(claim()) : List.of())
        .endSpec()
        .build();
  }

  private PersistentVolumeClaim claim() {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(DATA)
        .withLabels(LABELS)
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(config.storageClass().orElse(null))
        .withNewResources()
        .addToRequests("storage", new Quantity(config.storageRequest()))
        .endResources()
        .endSpec()
        .build();
  }

  private Container container(ServerSpec spec) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "server",
                "run",
                "-data-dir=" + DATA_PATH + "/server",
                "-listen-grpc=0.0.0.0:" + GRPC,
                "-listen-http=0.0.0.0:" + HTTP));
    arguments.addAll(spec.arguments());
    return new ContainerBuilder()
        .withName("server")
        .withImage(config.serverImage())
        .withImagePullPolicy(
            config.imagePullPolicy().map(LauncherConfig.PullPolicy::word).orElse(null))
        .withArgs(TaskJob.literal(arguments))
        .addNewEnv()
        .withName("HOME")
        .withValue(TEMPORARY)
        .endEnv()
        .addNewEnvFrom()
        .withNewSecretRef(NAME, false)
        .endEnvFrom()
        .addNewPort()
        .withName(GRPC_PORT)
        .withContainerPort(GRPC)
        .endPort()
        .addNewPort()
        .withName(HTTP_PORT)
        .withContainerPort(HTTP)
        .endPort()
        .withNewResources()
        .addToRequests("cpu", new Quantity(config.cpuRequest()))
        .addToRequests("memory", new Quantity(config.memRequest()))
        .endResources()
        .withReadinessProbe(probe(2, 3))
        .withLivenessProbe(probe(10, 12))
        .addNewVolumeMount()
        .withName(DATA)
        .withMountPath(DATA_PATH)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath(TEMPORARY)
        .endVolumeMount()
        .withSecurityContext(Unprivileged.container(false, List.of()))
        .build();
  }

  private static Probe probe(int every, int failures) {
    return new ProbeBuilder()
        .withNewTcpSocket()
        .withPort(new IntOrString(GRPC_PORT))
        .endTcpSocket()
        .withPeriodSeconds(every)
        .withFailureThreshold(failures)
        .build();
  }
}
