package dev.waypoint.plugin.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A node without a kubelet: a real cluster places pods on it, and the test says in its place what
 * becomes of them. Only pods with {@link #template} are placed there.
 */
final class TestingNode implements AutoCloseable {
  private static final String HOST = "kubernetes.io/hostname";
  private static final String TAINT = "waypoint.dev/test";
  private static final int TRIES = 10;

  private final KubernetesClient administrator;
  private final String name = "waypoint-test-" + UUID.randomUUID().toString().substring(0, 8);

  TestingNode(KubernetesClient administrator) {
    this.administrator = administrator;
    administrator
        .nodes()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(HOST, name)
                .endMetadata()
                .withNewSpec()
                .addNewTaint("NoSchedule", TAINT, null, name)
                .endSpec()
                .build())
        .create();
    says("True");
  }

  String name() {
    return name;
  }

  /** For a profile whose tasks go here, and are given up soon when the node is lost. */
  String template() {
    return """
    spec:
      nodeSelector: {%s: %s}
      tolerations:
        - {key: %s, value: %s, effect: NoSchedule}
        - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 1}
    """
        .formatted(HOST, name, TAINT, name);
  }

  /**
   * What a kubelet would report of itself.
   *
   * @param ready True or False
   */
  void says(String ready) {
    untilTaken(
        () ->
            administrator
                .nodes()
                .withName(name)
                .editStatus(
                    node ->
                        new NodeBuilder(node)
                            .editOrNewStatus()
                            .withCapacity(room())
                            .withAllocatable(room())
                            .withConditions(condition(ready))
                            .endStatus()
                            .build()));
  }

  private static NodeCondition condition(String ready) {
    return new NodeConditionBuilder()
        .withType("Ready")
        .withStatus(ready)
        .withReason("Kubelet" + (ready.equals("True") ? "Ready" : "NotReady"))
        .withMessage("as the test says")
        .withLastHeartbeatTime(Instant.now().toString())
        .withLastTransitionTime(Instant.now().toString())
        .build();
  }

  /** The cluster writes to the same objects, and refuses what was read before it did. */
  private static void untilTaken(Runnable change) {
    for (int left = TRIES; ; left--) {
      try {
        change.run();
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || left == 0) {
          throw e;
        }
      }
    }
  }

  private static Map<String, Quantity> room() {
    return Map.of(
        "cpu", new Quantity("4"), "memory", new Quantity("4Gi"), "pods", new Quantity("10"));
  }

  /** Waits until the pod of a task is placed here, and says that it runs. */
  void runs(String namespace, String task) {
    Pod placed =
        administrator
            .pods()
            .inNamespace(namespace)
            .withLabel(Labels.TASK, task)
            .waitUntilCondition(
                pod -> pod != null && name.equals(pod.getSpec().getNodeName()),
                30,
                TimeUnit.SECONDS);
    untilTaken(
        () ->
            asItIs(placed)
                .editStatus(
                    pod ->
                        new PodBuilder(pod)
                            .editOrNewStatus()
                            .withPhase("Running")
                            .withContainerStatuses(running())
                            .endStatus()
                            .build()));
  }

  /** As the cluster's garbage collector marks a pod whose node is no longer there. */
  void isCollected(Pod lost) {
    untilTaken(
        () ->
            asItIs(lost)
                .editStatus(
                    pod ->
                        new PodBuilder(pod)
                            .editStatus()
                            .withPhase("Failed")
                            .addToConditions(collected())
                            .endStatus()
                            .build()));
  }

  private PodResource asItIs(Pod pod) {
    return administrator
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName());
  }

  private static ContainerStatus running() {
    return new ContainerStatusBuilder()
        .withName(TaskJob.CONTAINER)
        .withImage(TestingCluster.IMAGE)
        .withImageID("")
        .withReady(true)
        .withRestartCount(0)
        .withNewState()
        .withNewRunning(Instant.now().toString())
        .endState()
        .build();
  }

  private static PodCondition collected() {
    return new PodConditionBuilder()
        .withType("DisruptionTarget")
        .withStatus("True")
        .withReason("DeletionByPodGC")
        .withMessage("PodGC: node no longer exists")
        .build();
  }

  @Override
  public void close() {
    administrator.nodes().withName(name).delete();
  }
}
