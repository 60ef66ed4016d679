package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.TaskName;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a namespace holds of tasks. */
final class Tasks {
  private final Cluster cluster;

  Tasks(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @throws KubeFault also if a job of that name is not a task
   */
  Optional<Job> find(TaskName name) throws KubeFault, InterruptedException {
    Optional<Job> job =
        cluster.find(
            "look for the job " + name,
            client ->
                client
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(cluster.namespace())
                    .withName(name.value())
                    .get());
    if (job.isPresent() && !name.value().equals(label(job.get()))) {
      throw KubeFault.lasting(
          "there is a job %s in the namespace %s that is not a task: it has no label %s=%s"
              .formatted(name, cluster.namespace(), Labels.TASK, name));
    }
    return job;
  }

  private static String label(Job job) {
    Map<String, String> labels = job.getMetadata().getLabels();
    return labels == null ? null : labels.get(Labels.TASK);
  }

  static boolean hasEnded(Job job) {
    return job.getStatus() != null
        && job.getStatus().getConditions() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    List.of("Complete", "Failed").contains(condition.getType())
                        && "True".equals(condition.getStatus()));
  }

  /** A call at the same time, or one whose answer was lost, may have made it: that is as good. */
  Job create(Job job) throws KubeFault, InterruptedException {
    String name = job.getMetadata().getName();
    try {
      return cluster.call(
          "make the job %s in the namespace %s".formatted(name, cluster.namespace()),
          client ->
              client.batch().v1().jobs().inNamespace(cluster.namespace()).resource(job).create());
    } catch (KubeFault e) {
      if (!e.isConflict()) {
        throw e;
      }
      return find(new TaskName(name)).orElseThrow(() -> e);
    }
  }

  /** Makes the secret, or gives the one that is there the content of this. */
  void put(Secret secret) throws KubeFault, InterruptedException {
    cluster.call(
        "make the secret %s in the namespace %s"
            .formatted(secret.getMetadata().getName(), cluster.namespace()),
        client ->
            client
                .secrets()
                .inNamespace(cluster.namespace())
                .resource(secret)
                .forceConflicts()
                .serverSideApply());
  }

  List<Pod> pods(TaskName name) throws KubeFault, InterruptedException {
    return cluster.call(
        "list the pods of " + name,
        client ->
            client
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel(Labels.TASK, name.value())
                .list()
                .getItems());
  }

  List<TaskName> labelled(Map<String, String> labels) throws KubeFault, InterruptedException {
    Map<String, String> all = new HashMap<>(Labels.encode(labels));
    all.put(Labels.MANAGED_BY, Labels.PRODUCT);
    return cluster
        .call(
            "list jobs of the namespace " + cluster.namespace(),
            client ->
                client
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(cluster.namespace())
                    .withLabels(all)
                    .list()
                    .getItems())
        .stream()
        .filter(job -> label(job) != null)
        .map(job -> new TaskName(label(job)))
        .toList();
  }

  /** What the cluster last said about it: why a job could not make its pod, a node was given up. */
  Optional<Event> lastWarning(HasMetadata about) throws KubeFault, InterruptedException {
    Stream<Event> events =
        cluster
            .call(
                "list the events of " + about.getMetadata().getName(),
                client ->
                    client
                        .v1()
                        .events()
                        .inNamespace(cluster.namespace())
                        .withField("involvedObject.uid", about.getMetadata().getUid())
                        .withField("type", "Warning")
                        .list()
                        .getItems())
            .stream();
    return events.max(Comparator.comparing(Tasks::time));
  }

  private static String time(Event event) {
    return event.getLastTimestamp() == null ? "" : event.getLastTimestamp();
  }

  /** Its pods and its secret are removed by the cluster, in its own time. */
  void deleteJob(TaskName name) throws KubeFault, InterruptedException {
    cluster.find(
        "delete the job " + name,
        client ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(cluster.namespace())
                .withName(name.value())
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete());
  }

  void deleteSecret(TaskName name) throws KubeFault, InterruptedException {
    cluster.find(
        "delete the secret " + name,
        client ->
            client.secrets().inNamespace(cluster.namespace()).withName(name.value()).delete());
  }

  void deletePod(Pod pod, long graceSeconds) throws KubeFault, InterruptedException {
    cluster.find(
        "delete the pod " + pod.getMetadata().getName(),
        client ->
            client
                .pods()
                .inNamespace(cluster.namespace())
                .withName(pod.getMetadata().getName())
                .withGracePeriod(graceSeconds)
                .delete());
  }
}
